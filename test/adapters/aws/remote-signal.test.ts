import { describe, expect, it } from '@jest/globals';
import { Functions } from '../../../src/adapters/aws/invoke.ts';
import { remoteSignal } from '../../../src/adapters/aws/remote-signal.ts';
import { awsPeer, callError, HURRIED } from '../../support/aws-peer.ts';
import { someInstallation } from '../../support/installation.ts';
import { someLook } from '../../support/store-samples.ts';

describe('signals to the home region', () => {
  const peer = awsPeer({ Invoke: () => ({ payload: '{"incidents":["shop-1"]}' }) });
  const signal = async (looks = [someLook]) => {
    const functions = new Functions(peer.access);
    try {
      return await remoteSignal(functions, someInstallation(), HURRIED)({ looks });
    } finally {
      functions.close();
    }
  };

  it('carry looks to its signal, and answer what that did', async () => {
    expect(await signal()).toEqual({ incidents: ['shop-1'] });
    const [{ region, input }] = peer.asked as [(typeof peer.asked)[0]];
    expect([region, input.FunctionName, JSON.parse(input.Payload)]).toEqual([
      'eu-central-1',
      'tocsin-shop-signal',
      { looks: [someLook] },
    ]);
  });

  it.each([
    { lost: 'connection' },
    { lost: 'silence' },
    { lost: 'server error' },
    { error: 'TooManyRequestsException', status: 429 },
  ] as const)('are sent again: a look that is known falls out (T3): %j', async (befalls) => {
    peer.befalls = (_, nth) => (nth === 1 ? befalls : undefined);
    expect(await signal()).toEqual({ incidents: ['shop-1'] });
    expect(peer.asked).toHaveLength(2);
  });

  it('fail where nobody takes them, so that the emergency exit is used (rule 8)', async () => {
    peer.befalls = () => ({ error: 'AccessDeniedException', status: 403 });
    expect((await callError(signal())).message).toContain(
      'the function tocsin-shop-signal in eu-central-1 cannot be called',
    );
  });
});
