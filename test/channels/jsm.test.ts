import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { jsm } from '../../src/channels/jsm.ts';
import type { Message } from '../../src/core/message/message.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY, OBEYED } from '../support/naughty.ts';
import { JsmPeer } from '../support/peers/jsm.ts';
import { MONDAY } from '../support/plan.ts';

const schema = z.strictObject(jsm.shape);
const context = { now: MONDAY, timeout: 5_000, outbox: { put: async () => {} }, channel: 'ops' };

describe('jsm, as every channel', () => {
  channelContract(jsm as never, (endpoint) => schema.parse({ 'api-key': SECRET, endpoint }), {
    // JSM counts a second alert of the same alias as a double of the one that is open.
    key: ({ body }) => JSON.parse(body).alias,
  });
});

describe('jsm', () => {
  let ops: JsmPeer;
  beforeEach(async () => {
    ops = (await new JsmPeer().open()) as JsmPeer;
  });
  afterEach(() => ops.close());
  const send = (more: Partial<Message> = {}, key = ops.key) =>
    jsm.send(someMessage(more), schema.parse({ 'api-key': key, endpoint: `${ops.url}/v2` }), context);
  const update = { type: 'update', key: 'shop-1/tell/2', summary: 'shop: ada has it.' } as const;
  const end = { type: 'resolved', key: 'shop-1/tell/3', summary: 'shop: recovered.' } as const;
  const statuses = () => ops.alerts.map(({ status }) => status);

  it('opens one alert, with what to know and where to answer', async () => {
    expect(await send()).toEqual({ is: 'accepted', ref: 'request-1' });
    ops.settle();
    expect(ops.alerts[0]?.asked).toEqual({
      message: someMessage().title,
      alias: 'shop-1/1',
      description: expect.stringMatching(/^shop: application completely down[\s\S]*Acknowledge:\nhttps:/),
      priority: 'P1',
      source: 'Tocsin',
      details: { link: 'https://tocsin.example.com/incidents/shop-1' },
    });
  });

  it('rings once for a page and its repeats, adds news as notes, closes at the end (C2)', async () => {
    await send();
    await send({ repeat: true });
    await send(update);
    await send(end);
    ops.settle();
    const [alert] = ops.alerts;
    expect([ops.rung, ops.alerts.length, alert!.count, alert!.status]).toEqual([1, 1, 2, 'closed']);
    expect(alert!.notes.map((note) => note.split('\n')[0])).toEqual([update.summary, end.summary]);
  });

  it('opens another alert where paging began anew: one that is acknowledged rings no more (E2)', async () => {
    await send();
    ops.settle();
    ops.alerts[0]!.status = 'acked';
    expect((await send({ anew: true, key: 'shop-1/page/2' })).is).toBe('accepted');
    ops.settle();
    expect([statuses(), ops.rung]).toEqual([['closed', 'open'], 2]);
    await send(end);
    ops.settle();
    expect(statuses()).toEqual(['closed', 'closed']);
  });

  it('rings where the alert of before is closed already', async () => {
    expect((await send({ anew: true })).is).toBe('accepted');
    ops.settle();
    expect(ops.rung).toBe(1);
  });

  it('waits for the end of the alert before: made too early the new one would be closed with it', async () => {
    await send();
    ops.settle();
    ops.lag = 100;
    expect(await send({ anew: true })).toEqual({
      is: 'temporary',
      why: 'the alert before is not closed yet',
    });
    ops.settle();
    expect([statuses(), ops.rung]).toEqual([['closed'], 1]);
    ops.lag = 1;
    expect((await send({ anew: true })).is).toBe('accepted');
    ops.settle();
    expect([statuses(), ops.rung]).toEqual([['closed', 'open'], 2]);
  });

  it('has the priority of the severity, and one in the middle without', async () => {
    for (const severity of ['P1', 'P2', 'P3', 'P4', null] as const)
      await send({ severity, thread: `shop/${severity}` });
    ops.settle();
    expect(ops.alerts.map(({ asked }) => asked.priority)).toEqual(['P1', 'P2', 'P3', 'P4', 'P3']);
  });

  it('says when the key is refused', async () => {
    expect(await send({}, 'old')).toMatchObject({ is: 'permanent', credentials: true });
    expect(await send({ anew: true }, 'old')).toMatchObject({ is: 'permanent', credentials: true });
  });

  it('is kept open by its provider, and offers nobody an approval (C2, G1)', () => {
    expect(jsm.can).toEqual({ wake: true, acknowledge: false, resolve: true, approve: false, keeps: true });
  });

  it.each(NAUGHTY)('takes %j within its limits', async (text) => {
    const details = [{ label: text, text }];
    const all = { title: text, summary: text, details, thread: `${text.slice(0, 600)}x` };
    for (const more of [{}, update, end]) expect((await send({ ...all, ...more, summary: text })).is).toBe('accepted');
    ops.settle();
    expect(statuses()).toEqual(['closed']);
    const { alias: _, ...shown } = ops.alerts[0]!.asked;
    expect([JSON.stringify(shown), ...ops.alerts[0]!.notes].join('')).not.toMatch(OBEYED);
  });
});
