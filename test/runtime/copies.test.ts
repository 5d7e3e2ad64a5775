import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../src/core/escalation/delivery.ts';
import type { Message } from '../../src/core/message/message.ts';
import { withCopies } from '../../src/runtime/copies.ts';
import { someMessage } from '../support/channel-contract.ts';
import { MONDAY } from '../support/plan.ts';

function copying(copied: Delivery | Error = { is: 'accepted' }) {
  const copies: Message[] = [];
  const errors: string[] = [];
  let now = MONDAY;
  const { sender, settled } = withCopies(
    { send: async () => ({ is: 'permanent', why: 'refused' }) },
    {
      clock: { now: () => now },
      copy: async (message) => {
        copies.push(message);
        if (copied instanceof Error) throw copied;
        return copied;
      },
      onError: (where, error) => errors.push(`${where}: ${(error as Error).message}`),
    },
  );
  const send = async (more: Partial<Message> = {}) => {
    const delivery = await sender.send('phone', someMessage(more));
    await settled();
    return delivery;
  };
  const wait = (ms: number) => {
    now += ms;
  };
  return { send, wait, copies, errors };
}

describe('the copy that is always sent', () => {
  it('is sent of a page, whatever became of the page, and of the end', async () => {
    const { send, copies } = copying();
    expect(await send()).toEqual({ is: 'permanent', why: 'refused' });
    await send({ type: 'resolved', title: 'P1 shop: recovered' });
    expect(copies.map(({ type }) => type)).toEqual(['page', 'resolved']);
  });

  it('is one where several people are told the same at the same time, and another a minute later', async () => {
    const { send, wait, copies } = copying();
    await send({ person: 'ada' });
    await send({ person: 'bob' });
    expect(copies).toHaveLength(1);
    wait(60_000);
    await send({ person: 'bob' });
    expect(copies).toHaveLength(2);
  });

  it('is none of news for those paged, and none of a drill', async () => {
    const { send, copies } = copying();
    await send({ type: 'update' });
    await send({ incident: 'drill-ada-1', title: 'Drill' });
    expect(copies).toEqual([]);
  });

  it.each([
    [{ is: 'temporary', why: 'too many requests' } as const, 'copy: it was not taken: too many requests'],
    [new Error('no topic'), 'copy: no topic'],
  ])('changes nothing of the page where it fails: %p', async (copied, said) => {
    const { send, errors } = copying(copied);
    expect(await send()).toEqual({ is: 'permanent', why: 'refused' });
    expect(errors).toEqual([said]);
  });
});
