import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { replyCode } from '../../src/channels/twilio/reply-code.ts';
import { twilioSms } from '../../src/channels/twilio-sms.ts';
import { channelContract, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY } from '../support/naughty.ts';
import { ACCOUNT, FROM, TOKEN, TwilioPeer } from '../support/peers/twilio.ts';
import { MONDAY } from '../support/plan.ts';

const schema = z.strictObject(twilioSms.shape);
const settings = (more: Record<string, unknown> = {}) =>
  schema.parse({ account: ACCOUNT, token: TOKEN, from: FROM, ...more });
const publicUrl = 'https://tocsin.example.com';
const context = { now: MONDAY, timeout: 2_000, outbox: { put: async () => {} }, channel: 'sms', publicUrl };
const LINK = someMessage().offers[0]!.href!;

describe('twilio-sms, as every channel', () => {
  channelContract(twilioSms as never, (endpoint) => settings({ endpoint }), {
    marked: ({ body }) => /Body=Repeat/.test(body),
  });
});

describe('twilio-sms', () => {
  let twilio: TwilioPeer;
  beforeEach(async () => {
    twilio = await new TwilioPeer().open();
  });
  afterEach(() => twilio.server.close());
  const send = (message = someMessage(), more: Partial<typeof context> = {}) =>
    twilioSms.send(message, settings({ endpoint: twilio.server.url }), { ...context, ...more });
  const body = () => twilio.last.params.Body!;

  it('says it in short, how to reply, and where to look; the SID is what it is called', async () => {
    expect(await send()).toEqual({ is: 'accepted', ref: twilio.sid('SM', 1) });
    expect(twilio.wrong).toEqual([]);
    const code = replyCode('shop-1/1');
    expect(twilio.last).toEqual({
      resource: 'Messages',
      params: {
        To: '+15550101',
        From: FROM,
        Body: `P1 shop: application completely down Reply 4${code} to acknowledge, 6${code} to escalate. ${LINK}`,
        StatusCallback: `${publicUrl}/callbacks/sms/status?page=${encodeURIComponent(someMessage().key)}&thread=shop-1%2F1&person=ada#rc=3&rp=all`,
        ValidityPeriod: '300',
      },
    });
  });

  it('asks for no reply where none could arrive, and for none to what needs no answer', async () => {
    await send(someMessage(), { publicUrl: undefined as never });
    expect(body()).toBe(`P1 shop: application completely down ${LINK}`);
    await send(
      someMessage({
        type: 'resolved',
        short: 'recovered',
        offers: [],
        link: 'https://tocsin.example.com/incidents/shop-1',
      }),
    );
    expect(twilio.last.params).toEqual({
      To: '+15550101',
      From: FROM,
      Body: 'recovered https://tocsin.example.com/incidents/shop-1',
    });
    const approve = { action: 'approve', label: 'Approve: undo', href: LINK, remedy: 'undo', hash: 'h' } as const;
    await send(someMessage({ type: 'update', offers: [approve] }));
    expect(body()).not.toMatch(/reply/i);
  });

  it.each(NAUGHTY)('is one line of text, whatever the words are: %j', async (short) => {
    await send(someMessage({ short }));
    expect(twilio.wrong).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(body()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
    expect(body().endsWith(LINK)).toBe(true);
  });

  it('never loses its link, nor is it longer than Twilio takes', async () => {
    const long = `https://tocsin.example.com/a/${'k'.repeat(1_400)}`;
    for (const short of ['x'.repeat(3_000), '🔔'.repeat(3_000), 'é'.repeat(3_000)])
      for (const href of [LINK, long]) {
        await send(someMessage({ short, offers: [{ action: 'acknowledge', label: 'Acknowledge', href }] }));
        expect(body().endsWith(` ${href}`)).toBe(true);
        expect(body().length).toBeLessThanOrEqual(1_600);
      }
    expect(twilio.wrong).toEqual([]);
  });

  it('codes are short, change with the generation, and are typed without doubt', () => {
    const codes = Array.from({ length: 500 }, (_, n) => replyCode(`shop-${n}/1`));
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}$/);
    expect(new Set(codes).size).toBeGreaterThan(485);
    expect(replyCode('shop-1/1')).not.toBe(replyCode('shop-1/2'));
  });

  it.each<[number, number, string, object]>([
    [401, 20003, 'the credentials are refused', { is: 'permanent', credentials: true }],
    [403, 20003, 'the credentials are refused', { is: 'permanent', credentials: true }],
    [400, 21211, 'the number is not valid', { is: 'permanent' }],
    [400, 21614, 'the number cannot get SMS', { is: 'permanent' }],
    [400, 21610, 'opted out by STOP', { is: 'permanent' }],
    [400, 21408, 'SMS to this country are not allowed', { is: 'permanent' }],
    [400, 21611, 'too many messages wait', { is: 'permanent' }],
    [404, 20404, 'there is no such account', { is: 'permanent' }],
    [429, 20429, 'too many requests at once', { is: 'temporary', retryAt: MONDAY + 2_000 }],
    [500, 20500, 'see twilio.com/docs/api/errors/20500', { is: 'temporary', retryAt: MONDAY + 2_000 }],
    [503, 20503, 'see twilio.com/docs/api/errors/20503', { is: 'temporary', retryAt: MONDAY + 2_000 }],
    [400, 12345, 'see twilio.com/docs/api/errors/12345', { is: 'permanent' }],
  ])('means what Twilio says: %i with code %i (E5)', async (status, code, words, meant) => {
    twilio.fails(status, code, `the number ${TOKEN} +15550101 is bad`, { 'retry-after': '2' });
    const delivery = await send();
    expect(delivery).toEqual({ ...meant, why: expect.stringContaining(words) });
    expect(JSON.stringify(delivery)).toContain(String(code));
    expect(JSON.stringify(delivery)).not.toMatch(/hunter2|5550101/);
  });

  it('reads a secret that ends in a line break', async () => {
    const from = { ...settings({ endpoint: `${twilio.server.url}/` }), token: `${TOKEN}\n`, account: `${ACCOUNT}\r\n` };
    expect(await twilioSms.send(someMessage(), from, context)).toMatchObject({ is: 'accepted' });
    expect(twilio.wrong).toEqual([]);
  });
});
