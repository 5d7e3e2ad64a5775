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

  it.each([
    ['Discord', '{"content": "{{text}}"}', { content: someMessage().text }],
    [
      'Telegram',
      '{"chat_id": "{{to}}", "text": "{{title}}\\n{{link}}"}',
      { chat_id: '+15550101', text: `${someMessage().title}\n${someMessage().link}` },
    ],
  ])('suits %s: a body of the shape it wants', async (_service, body, expected) => {
    await send({ body });
    expect(JSON.parse(server.received[0]!.body)).toEqual(expected);
  });

  it('sends header values as one line of bytes, raw ones and those that end in a line break too', async () => {
    await send(
      { headers: { Raw: '🔔 {{title|raw}}', Authorization: 'Bearer abc\r\n' } },
      someMessage({ title: 'P1 café\r\nX-Evil: 1' }),
    );
    const { headers } = server.received[0]!;
    expect(Buffer.from(String(headers.raw), 'latin1').toString('utf8')).toBe('🔔 P1 café X-Evil: 1');
    expect(headers.authorization).toBe('Bearer abc');
    expect(headers['x-evil']).toBeUndefined();
  });

  it("keeps the page's key, whatever headers the config adds (E5)", async () => {
    const headers = { 'Idempotency-Key': 'mine', 'TOCSIN-REPEAT': 'no', 'User-Agent': 'shop' };
    await send({ headers }, someMessage({ repeat: true }));
    expect(server.received[0]!.headers).toMatchObject({
      'idempotency-key': someMessage().key,
      'tocsin-repeat': 'true',
      'user-agent': 'shop',
    });
  });

  it.each<[string, Record<string, string>, string, string | undefined]>([
    ['the id of a JSON answer', {}, '{"id": "m-1"}', 'm-1'],
    ['a number', {}, '{"id": 42}', '42'],
    ['a header', { 'x-request-id': 'r-1' }, 'ok', 'r-1'],
    ['nothing that is no id', { 'x-request-id': 'two words' }, '{"id": {"a": 1}}', undefined],
  ])('keeps what the provider calls the message: %s', async (_what, headers, body, ref) => {
    server.answer((_request, response) => response.writeHead(200, headers).end(body));
    expect(await send({})).toEqual({ is: 'accepted', ...(ref !== undefined && { ref }) });
  });

  it.each([
    ['ftp://127.0.0.1/', 'the address is neither http nor https'],
    ['hunter2-canary', 'the address is not a URL'],
  ])('gives up at once where a secret makes no address: %s', async (url, why) => {
    const settings = { ...parse({ url: '${secret:hook}' }), url };
    expect(await webhook.send(someMessage(), settings, context)).toEqual({ is: 'permanent', why });
  });

  it('gives up at once on a header name that HTTP does not allow', async () => {
    expect(await send({ headers: { 'a b': 'x' } })).toEqual({
      is: 'permanent',
      why: "a header's name is not one HTTP allows",
    });
    expect(server.received).toHaveLength(0);
  });

  it.each([
    [{ body: '{"content": "{{txet}}"}' }, /no placeholder {{txet}}: did you mean {{text}}\? There is title, text/],
    [{ body: '{{constructor}}' }, /no placeholder {{constructor}}/],
    [{ body: '{{text|html}}' }, /only '\|raw' may follow/],
    [{ body: '{{text}' }, /'{{' is not closed/],
    [{ headers: { Title: '{{tittle}}' } }, /did you mean {{title}}/],
    [{ url: 'ntfy.example.com/shop' }, /is not a web address/],
    [{ url: 'https://ntfy.example.com:99999/' }, /is not a web address/],
  ])('is refused when the config is read: %j', (settings, problem) => {
    const parsed = schema.safeParse({ url: 'https://a.example/', ...settings });
    expect(parsed.error?.issues[0]?.message).toMatch(problem);
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
