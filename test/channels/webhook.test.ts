import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { webhook } from '../../src/channels/webhook.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { MONDAY } from '../support/plan.ts';
import { TestServer } from '../support/server.ts';

const schema = z.strictObject(webhook.shape);
const parse = (settings: Record<string, unknown>) => schema.parse(settings);
const context = { now: MONDAY, timeout: 1_000, outbox: { put: async () => {} }, channel: 'hook' };

describe('webhook, as every channel', () => {
  channelContract(webhook as never, (url) =>
    parse({ url: `${url}/hook?token=${SECRET}`, headers: { authorization: `Bearer ${SECRET}` }, secret: SECRET }),
  );
});

describe('webhook', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await new TestServer().open();
  });
  afterEach(() => server.close());
  const send = (settings: Record<string, unknown>, message = someMessage()) =>
    webhook.send(message, parse({ url: server.url, ...settings }), context);

  it('sends the whole message as JSON where no template says otherwise', async () => {
    await send({});
    expect(JSON.parse(server.received[0]!.body)).toEqual(someMessage());
    expect(server.received[0]!.headers['content-type']).toBe('application/json');
  });

  it('fills a JSON template so that it stays JSON, whatever the text holds', async () => {
    const text = 'says "no"\n\\ and \u0000 \u202e';
    await send({ body: '{"content": "{{text}}", "raw": {{key|raw}}}' }, someMessage({ text, key: '42' }));
    expect(JSON.parse(server.received[0]!.body)).toEqual({ content: text, raw: 42 });
  });

  it('suits ntfy: text in the body, title and link in headers, one line each', async () => {
    await send(
      { 'content-type': 'text/plain', headers: { Title: '{{title}}', Click: '{{link}}' }, body: '{{text}}' },
      someMessage({ title: 'P1 café\r\nX-Evil: 1' }),
    );
    const { body, headers } = server.received[0]!;
    expect(body).toBe(someMessage().text);
    expect(headers['x-evil']).toBeUndefined();
    expect(headers.title).toBe(`=?UTF-8?B?${Buffer.from('P1 café X-Evil: 1').toString('base64')}?=`);
    expect(headers.click).toBe(someMessage().link);
  });

  it('signs timestamp and raw body', async () => {
    await send({ secret: 'key' });
    const { headers, body } = server.received[0]!;
    const expected = createHmac('sha256', 'key').update(`${headers['tocsin-timestamp']}.${body}`).digest('hex');
    expect(headers['tocsin-signature']).toBe(`v1=${expected}`);
    expect(headers['tocsin-timestamp']).toBe(String(MONDAY / 1000));
  });

  it('wakes only where its owner says so (E6)', () => {
    expect(webhook.abilities?.(parse({ url: 'https://a.example/' })).wake).toBe(false);
    expect(webhook.abilities?.(parse({ url: 'https://a.example/', wakes: true })).wake).toBe(true);
  });
});
