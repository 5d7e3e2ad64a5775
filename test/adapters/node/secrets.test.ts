import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EnvironmentSecrets, variableOf } from '../../../src/adapters/node/secrets.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const directory = dataDirectory();
const env = () => directory.path('.env');
const written = (text: string, seconds: number) => {
  writeFileSync(env(), text);
  utimesSync(env(), seconds, seconds);
};

describe('secrets', () => {
  it.each([
    ['pagerduty-key', 'PAGERDUTY_KEY'],
    ['smtp.password2', 'SMTP_PASSWORD2'],
    ['ALREADY_FINE', 'ALREADY_FINE'],
  ])('%s is looked up as %s', (name, variable) => {
    expect(variableOf(name)).toBe(variable);
  });

  it('come from the environment before the file; an empty value is none', async () => {
    written('PAGERDUTY_KEY=file\nSLACK_TOKEN="a b # c"\nEMPTY=\nSET_EMPTY=file', 1_000);
    const secrets = new EnvironmentSecrets(env(), { PAGERDUTY_KEY: 'environment', SET_EMPTY: '' });
    expect(await secrets.get('pagerduty-key')).toBe('environment');
    expect(await secrets.get('slack-token')).toBe('a b # c');
    expect(await secrets.get('set-empty')).toBe('file');
    expect(await secrets.get('empty')).toBeUndefined();
    expect(await secrets.get('missing')).toBeUndefined();
  });

  it('are read again when the file appears, changes and goes', async () => {
    const secrets = new EnvironmentSecrets(env(), {});
    expect(await secrets.get('key')).toBeUndefined();
    written('KEY=one', 1_000);
    expect(await secrets.get('key')).toBe('one');
    written('KEY=two', 2_000);
    expect(await secrets.get('key')).toBe('two');
    written('KEY=three', 2_000);
    expect(await secrets.get('key')).toBe('three');
    rmSync(env());
    expect(await secrets.get('key')).toBeUndefined();
  });

  it('say which file cannot be read, and what the environment has is there all the same', async () => {
    mkdirSync(env());
    const secrets = new EnvironmentSecrets(env(), { KEY: 'environment' });
    await expect(secrets.get('other')).rejects.toThrow(
      /the file .*\.env with the secrets cannot be read.*make it readable/,
    );
    expect(await secrets.get('key')).toBe('environment');
  });
});
