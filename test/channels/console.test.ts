import { describe, expect, it } from '@jest/globals';
import { consoleChannel } from '../../src/channels/console.ts';
import { someMessage } from '../support/channel-contract.ts';
import { MONDAY } from '../support/plan.ts';

describe('console', () => {
  const context = { now: MONDAY, timeout: 1_000, channel: 'console' };

  it('leaves the message in the outbox, with its channel', async () => {
    const seen: unknown[] = [];
    const outbox = { put: async (message: unknown) => void seen.push(message) };
    expect(await consoleChannel.send(someMessage(), {}, { ...context, outbox })).toEqual({ is: 'accepted' });
    expect(seen).toEqual([{ ...someMessage(), channel: 'console' }]);
  });

  it('tries again later where the outbox cannot be written', async () => {
    const outbox = { put: () => Promise.reject(new Error('the disk is full')) };
    expect(await consoleChannel.send(someMessage(), {}, { ...context, outbox })).toEqual({
      is: 'temporary',
      why: 'the disk is full',
    });
  });

  it('wakes nobody (E6)', () => {
    expect(consoleChannel.can.wake).toBe(false);
  });
});
