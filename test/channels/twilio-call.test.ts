import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { twilioCall } from '../../src/channels/twilio-call.ts';
import { channelContract, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY } from '../support/naughty.ts';
import { ACCOUNT, FROM, TOKEN, TwilioPeer } from '../support/peers/twilio.ts';
import { gather, readTwiml, said } from '../support/peers/twiml.ts';
import { MONDAY } from '../support/plan.ts';

const schema = z.strictObject(twilioCall.shape);
const settings = (more: Record<string, unknown> = {}) =>
  schema.parse({ account: ACCOUNT, token: TOKEN, from: FROM, ...more });
const publicUrl = 'https://tocsin.example.com';
const context = { now: MONDAY, timeout: 2_000, outbox: { put: async () => {} }, channel: 'call', publicUrl };
const CA = 'CA00000000000000000000000000000042';

describe('twilio-call, as every channel', () => {
  channelContract(twilioCall as never, (endpoint) => settings({ endpoint }), {
    marked: ({ body }) => /Tocsin\.\+Repeat/.test(body),
  });
});

describe('twilio-call', () => {
  let twilio: TwilioPeer;
  beforeEach(async () => {
    twilio = await new TwilioPeer().open();
  });
  afterEach(() => twilio.server.close());
  const send = (message = someMessage(), more: Partial<typeof context> = {}) =>
    twilioCall.send(message, settings({ endpoint: twilio.server.url }), { ...context, ...more });
  const twiml = () => readTwiml(twilio.last.params.Twiml!);

  it('rings, says who it is and what it wants three times, and knows the call by its SID', async () => {
    expect(await send()).toEqual({ is: 'accepted', ref: twilio.sid('CA', 1), latest: true });
    expect(twilio.wrong).toEqual([]);
    expect(twilio.last).toMatchObject({ resource: 'Calls', params: { To: '+15550101', From: FROM, Timeout: '25' } });
    const words = `This is Tocsin. ${someMessage().spoken} Press 4 to acknowledge. Press 6 to escalate.`;
    expect(said(twiml())).toEqual([words, words, words, 'No key was pressed: nothing is acknowledged. Goodbye.']);
  });

  it('listens to keys alone: what a voicemail greeting says is nothing (A6)', async () => {
    await send();
    expect(gather(twiml())?.attributes).toMatchObject({ input: 'dtmf', numDigits: '1', method: 'POST' });
  });

  it('is told where to call back: the page in the address, and machines are noticed (E5)', async () => {
    await send();
    const {
      StatusCallback: status = '',
      AsyncAmdStatusCallback: amd,
      MachineDetection,
      StatusCallbackEvent,
    } = twilio.last.params;
    const about = `page=${encodeURIComponent(someMessage().key)}&thread=shop-1%2F1&person=ada`;
    expect(status).toBe(`${publicUrl}/callbacks/call/status?${about}#rc=3&rp=all`);
    expect([amd, MachineDetection, StatusCallbackEvent]).toEqual([status, 'Enable', 'completed']);
    expect(gather(twiml())?.attributes.action).toBe(`${publicUrl}/callbacks/call/keypad?${about}#rc=3&rp=all`);
  });

  it('asks for no key where nobody could be told of it', async () => {
    await send(someMessage(), { publicUrl: undefined as never });
    expect(twilio.wrong).toEqual([]);
    expect(gather(twiml())).toBeUndefined();
    expect(said(twiml()).join(' ')).not.toMatch(/press/i);
    expect(Object.keys(twilio.last.params).sort()).toEqual(['From', 'Timeout', 'To', 'Twiml']);
  });

  it('offers no key for an approval (G1)', async () => {
    const approve = { action: 'approve', label: 'Approve: undo', remedy: 'undo', hash: 'h' } as const;
    await send(someMessage({ offers: [approve, { action: 'escalate', label: 'Escalate' }] }));
    expect(said(twiml())[0]).toMatch(/2\. Press 6 to escalate\.$|02\. Press 6 to escalate\.$/);
    expect(twilio.last.params.Twiml).not.toMatch(/approve/i);
  });

  it.each(NAUGHTY)('says naughty words as words, and none of them is markup: %j', async (words) => {
    await send(someMessage({ spoken: words }));
    expect(twilio.wrong).toEqual([]);
    const [first] = said(twiml());
    expect(first).toMatch(/^This is Tocsin\. .*Press 4 to acknowledge\. Press 6 to escalate\.$/u);
  });

  it('says less rather than more than Twilio takes, and still how to answer', async () => {
    for (const unit of ['a', '&', '"', '🔔', 'é']) await send(someMessage({ spoken: unit.repeat(5_000) }));
    expect(twilio.wrong).toEqual([]);
    for (const { params } of twilio.taken) {
      expect(params.Twiml!.length).toBeLessThanOrEqual(4_000);
      expect(params.Twiml!.length).toBeGreaterThan(3_000);
      expect(said(readTwiml(params.Twiml!))[0]).toMatch(/Press 4 to acknowledge\. Press 6 to escalate\.$/);
    }
  });

  it('rings for as long as it is told, less than the time of a level', async () => {
    await twilioCall.send(someMessage(), settings({ endpoint: twilio.server.url, 'ring-for': '40s' }), context);
    expect(twilio.last.params.Timeout).toBe('40');
    for (const no of ['4s', '61s', '5m'])
      expect(
        schema.safeParse({ account: ACCOUNT, token: TOKEN, from: FROM, 'ring-for': no }).error?.issues[0]?.message,
      ).toMatch(/rings for 5s to 60s/);
  });

  describe('news', () => {
    const news = someMessage({
      type: 'update',
      earlier: CA,
      short: 'acknowledged by bob',
      offers: [{ action: 'escalate', label: 'Escalate' }],
    });

    it('rings nobody: it is an SMS from the same number (C2)', async () => {
      expect(await send(someMessage({ type: 'resolved', short: 'recovered after 5m', offers: [] }))).toEqual({
        is: 'accepted',
      });
      expect(twilio.taken).toEqual([
        {
          resource: 'Messages',
          params: { To: '+15550101', From: FROM, Body: expect.stringContaining('recovered after 5m') },
        },
      ]);
      expect(twilio.wrong).toEqual([]);
    });

    it('cancels a call that still rings once somebody has acknowledged (A2)', async () => {
      expect(await send(news)).toEqual({ is: 'accepted' });
      expect(twilio.wrong).toEqual([]);
      expect(twilio.taken).toContainEqual({ resource: `Calls/${CA}`, params: { Status: 'canceled' } });
      expect(twilio.taken.map(({ resource }) => resource).sort()).toEqual([`Calls/${CA}`, 'Messages']);
    });

    it('lets it ring while there is something to acknowledge', async () => {
      await send(someMessage({ type: 'update', earlier: CA }));
      await send({ ...news, earlier: 'SM00000000000000000000000000000042' });
      expect(twilio.taken.map(({ resource }) => resource)).toEqual(['Messages', 'Messages']);
    });

    it('is told whatever becomes of the call: it may have ended', async () => {
      twilio.server.answer(({ path }, response) =>
        path.includes('/Calls/')
          ? response.writeHead(400).end(JSON.stringify({ code: 21220, message: 'not in progress', status: 400 }))
          : response.writeHead(201).end(JSON.stringify({ sid: twilio.sid('SM') })),
      );
      expect(await send(news)).toEqual({ is: 'accepted' });
      twilio.server.answer(({ path }, response) => {
        if (path.includes('/Messages')) response.writeHead(201).end();
      });
      expect(await send(news, { timeout: 200 })).toEqual({ is: 'accepted' });
    });
  });
});
