import { describe, expect, it } from '@jest/globals';
import { AwsSecrets } from '../../../src/adapters/aws/secrets.ts';
import type { SecretStore } from '../../../src/core/installation.ts';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { awsPeer, callError, HURRIED } from '../../support/aws-peer.ts';
import { Refusal } from '../../support/peers/aws-json.ts';
import { MONDAY } from '../../support/plan.ts';

const STORES = [
  {
    store: 'parameter-store',
    name: '/tocsin-shop/slack',
    service: 'ssm',
    calls: 'Parameter Store',
    cannot: 'the parameter /tocsin-shop/slack in eu-central-1 cannot be read',
  },
  {
    store: 'secrets-manager',
    name: 'tocsin-shop/slack',
    service: 'secretsmanager',
    calls: 'Secrets Manager',
    cannot: 'the secret tocsin-shop/slack in eu-central-1 cannot be read',
  },
] as const;

describe.each(STORES)('secrets in $calls', ({ store, name, service, calls, cannot }) => {
  const values = new Map<string, string>();
  const known = (key: string, error: string) => {
    const value = values.get(key);
    if (value === undefined) throw new Refusal(error);
    return value;
  };
  const peer = awsPeer({
    GetParameter: ({ Name }) => ({
      Parameter: { Name, Type: 'SecureString', Value: known(Name, 'ParameterNotFound') },
    }),
    GetSecretValue: ({ SecretId }) => ({ Name: SecretId, SecretString: known(SecretId, 'ResourceNotFoundException') }),
  });
  let now = MONDAY;
  const open = (patience: { call: number; attempt: number } = HURRIED) => {
    values.clear();
    values.set(name, 'xoxb-1');
    const installation = { prefix: 'tocsin-shop', secrets: store as SecretStore };
    return new AwsSecrets({
      installation,
      region: 'eu-central-1',
      clock: { now: () => now },
      patience,
      ...peer.access,
    });
  };

  it('are read by the name that the installation gives them (W7)', async () => {
    expect(await open().get('slack')).toBe('xoxb-1');
    expect(peer.asked.map((asked) => [asked.service, asked.region])).toEqual([[service, 'eu-central-1']]);
  });

  it('are undefined where they are not set, or empty', async () => {
    const secrets = open();
    expect(await secrets.get('jira')).toBeUndefined();
    expect(peer.asked).toHaveLength(1);
    values.set(name, '');
    expect(await secrets.get('slack')).toBeUndefined();
  });

  it('are kept for five minutes, and read anew by whoever asks past that', async () => {
    const secrets = open();
    expect(await Promise.all([secrets.get('slack'), secrets.get('slack')])).toEqual(['xoxb-1', 'xoxb-1']);
    values.set(name, 'xoxb-2');
    now += 5 * MINUTE - 1;
    expect(await secrets.get('slack')).toBe('xoxb-1');
    expect(await secrets.get('slack', 'fresh')).toBe('xoxb-2');
    values.set(name, 'xoxb-3');
    now += 5 * MINUTE;
    expect(await secrets.get('slack')).toBe('xoxb-3');
    expect(peer.asked).toHaveLength(3);
  });

  it('are served on while AWS fails, however old they are', async () => {
    const secrets = open({ call: 900, attempt: 700 });
    await secrets.get('slack');
    for (const befalls of [
      { lost: 'silence' },
      { lost: 'server error' },
      { error: 'AccessDeniedException' },
    ] as const) {
      now += HOUR;
      peer.befalls = () => befalls;
      expect(await secrets.get('slack')).toBe('xoxb-1');
    }
  });

  it.each([
    { error: 'ThrottlingException' },
    { lost: 'connection' },
    { lost: 'silence' },
    { lost: 'server error' },
  ] as const)('are asked for again: %j', async (befalls) => {
    const secrets = open();
    peer.befalls = (_, nth) => (nth === 1 ? befalls : undefined);
    expect(await secrets.get('slack')).toBe('xoxb-1');
    expect(peer.asked).toHaveLength(2);
  });

  it.each([
    [{ error: 'AccessDeniedException' }, false, 'AWS does not allow it: the role or user lacks the permission'],
    [{ error: 'ThrottlingException' }, true, `${calls} takes no more requests for now`],
    [{ lost: 'silence' }, true, `${calls} does not answer in time`],
  ] as const)('say what is wrong where nothing is kept: %j', async (befalls, temporary, why) => {
    const secrets = open({ call: 300, attempt: 150 });
    peer.befalls = () => befalls;
    const error = await callError(secrets.get('slack'));
    expect([error.temporary, error.message]).toEqual([temporary, `${cannot}: ${why}`]);
  });
});

describe('secrets in Secrets Manager', () => {
  const peer = awsPeer({ GetSecretValue: () => ({ Name: 'tocsin-shop/slack', SecretBinary: 'AQID' }) });

  it('have to be text', async () => {
    const installation = { prefix: 'tocsin-shop', secrets: 'secrets-manager' } as const;
    const clock = { now: () => MONDAY };
    const secrets = new AwsSecrets({ installation, region: 'eu-central-1', clock, ...peer.access });
    expect((await callError(secrets.get('slack'))).message).toBe(
      'the secret tocsin-shop/slack in eu-central-1 cannot be read: it is binary: store it as text',
    );
  });
});
