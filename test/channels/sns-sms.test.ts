import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { septetsOf } from '../../src/channels/sms/gsm.ts';
import { smsOf, snsSms } from '../../src/channels/sns-sms.ts';
import type { Message } from '../../src/core/message/message.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY, OBEYED } from '../support/naughty.ts';
import { withCredentials } from '../support/peers/aws.ts';
import { publishedSms, refuses, takes } from '../support/peers/sns.ts';
import { MONDAY } from '../support/plan.ts';
import { TestServer } from '../support/server.ts';

const schema = z.strictObject(snsSms.shape);
const context = { now: MONDAY, timeout: 10_000, outbox: { put: async () => {} }, channel: 'sms' };
const LINK = 'https://tocsin.example.com/a/shop-1.1.ada.k';

withCredentials();

describe('sns-sms, as every channel', () => {
  channelContract(snsSms as never, (url) => schema.parse({ endpoint: url, 'sender-id': 'Tocsin' }), {
    marked: (request) => publishedSms(request).Message.startsWith('Repeat'),
  });
});

describe('sns-sms', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await new TestServer().open();
    server.answer(takes);
  });
  afterEach(() => server.close());
  const send = (settings: Record<string, unknown> = {}, more: Partial<Message> = {}) =>
    snsSms.send(someMessage(more), schema.parse({ endpoint: server.url, ...settings }), context);

  it('sends the short form with the link, not as advertising', async () => {
    expect(await send()).toEqual({ is: 'accepted', ref: '567910cd-659e-55d4-8ccb-5aaf14679dc0' });
    expect(publishedSms(server.received[0]!)).toMatchObject({
      PhoneNumber: '+15550101',
      Message: `P1 shop: application completely down ${LINK}`,
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    });
  });

  it('says from whom it is, and what it may cost', async () => {
    await send({ 'sender-id': 'Tocsin', from: '+15550100', 'max-price': 0.5 });
    expect(publishedSms(server.received[0]!).MessageAttributes).toMatchObject({
      'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'Tocsin' },
      'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: '0.5' },
      'AWS.MM.SMS.OriginationNumber': { DataType: 'String', StringValue: '+15550100' },
    });
  });

  it('reaches nobody without a number', async () => {
    const { to: _, ...message } = someMessage();
    expect(await snsSms.send(message, schema.parse({}), context)).toMatchObject({ is: 'permanent' });
  });

  it.each([
    [400, 'OptedOut', 'permanent', /asked for no more SMS/],
    [400, 'InvalidParameter', 'permanent', /number/],
    [429, 'Throttled', 'temporary', /429/],
    [403, 'AuthorizationError', 'permanent', /permission/],
  ])('%i %s is %s (E5, W7)', async (status, code, is, why) => {
    server.answer(refuses(status, code, SECRET));
    const got = await send();
    expect(got).toMatchObject({ is, why: expect.stringMatching(why) });
    expect(JSON.stringify(got)).not.toContain(SECRET);
  });

  it.each(NAUGHTY)('%j is sent as one message, within the limits', async (short) => {
    expect((await send({}, { short: short || 'x' })).is).toBe('accepted');
    expect(publishedSms(server.received[0]!).Message).toMatch(new RegExp(` ${LINK}$`));
  });
});

describe('the words of an SMS', () => {
  const words = (more: Partial<Message>) => smsOf(someMessage(more));

  it('keep the link whole, and make no room for one that is longer than any SMS', () => {
    const short = 'x'.repeat(3_000);
    expect(words({ short })).toMatch(new RegExp(`^x+\\.\\.\\. ${LINK}$`));
    const href = `https://tocsin.example.com/${'a'.repeat(1_150)}`;
    const long = words({ short, offers: [{ action: 'acknowledge', label: 'Acknowledge', href }] });
    expect([long.endsWith(href), long.length <= 1_600]).toEqual([true, true]);
    const endless = words({ offers: [{ action: 'acknowledge', label: 'Acknowledge', href: `${href}${href}` }] });
    expect(endless).toBe(`P1 shop: application completely down ${someMessage().link}`);
  });

  it('have the link to the incident where there is nothing to answer, and none where there is none', () => {
    expect(words({ offers: [] })).toMatch(/ https:\/\/tocsin\.example\.com\/incidents\/shop-1$/);
    const { link: _, ...rest } = someMessage({ offers: [] });
    expect(smsOf(rest)).toBe('P1 shop: application completely down');
  });

  it('say that they are a repeat, once', () => {
    expect(words({ repeat: true })).toMatch(/^Repeat: P1 shop/);
    expect(words({ repeat: true, short: 'Repeat. P1 shop' })).toMatch(/^Repeat\. P1 shop/);
  });

  it('are sent in two parts, though a dash is in them: of 153 of the alphabet of SMS each, not of 67', () => {
    const href = `https://tocsin.example.com/a/${'k'.repeat(120)}`;
    const short = `P1 shop – “application completely down” since 14:02… ${'x'.repeat(50)}`;
    const sent = words({ short, offers: [{ action: 'acknowledge', label: 'Acknowledge', href }] });
    expect(septetsOf(sent)).toBeLessThanOrEqual(2 * 153);
  });

  it('obey nothing', () => {
    for (const short of NAUGHTY) expect(words({ short })).not.toMatch(OBEYED);
  });
});
