import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { channels } from '../../src/channels/index.ts';
import type { Message } from '../../src/core/message/message.ts';
import { senderOf } from '../../src/runtime/sender.ts';
import { MONDAY, shop } from '../support/plan.ts';
import { TestServer } from '../support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await new TestServer().open();
});
afterEach(() => server.close());

const message = { key: 'page/1', text: 'shop: backend down', repeat: false } as Message;

/** A sender whose one channel shows a token; `tokens` are what the secret is, at each reading. */
function sending(tokens: readonly string[]) {
  const readings = [...tokens];
  const settings = {
    url: `${server.url}/`,
    method: 'POST',
    headers: { authorization: 'Bearer ${secret:token}' },
    'content-type': 'text/plain',
    wakes: true,
  };
  const chat = { name: 'chat', kind: 'webhook', can: { wake: true, acknowledge: false, resolve: true }, settings };
  return senderOf({
    channels,
    clock: { now: () => MONDAY },
    plan: () => shop({ channels: { chat } }),
    secrets: { get: async () => readings.shift() },
    outbox: { put: async () => {} },
  }).send('chat', message);
}

describe('credentials that are refused (E5)', () => {
  beforeEach(() =>
    server.answer((request, response) =>
      response.writeHead(request.headers.authorization === 'Bearer new' ? 200 : 401).end(),
    ),
  );

  it('are read anew once: a key that was changed meanwhile is taken', async () => {
    expect(await sending(['old', 'new'])).toMatchObject({ is: 'accepted' });
    expect(server.received).toHaveLength(2);
  });

  it('are a permanent failure at once where nothing was changed', async () => {
    expect(await sending(['old', 'old'])).toMatchObject({ is: 'permanent' });
    expect(server.received).toHaveLength(1);
  });

  it('are tried once more and no further', async () => {
    expect(await sending(['old', 'older', 'oldest'])).toMatchObject({ is: 'permanent' });
    expect(server.received).toHaveLength(2);
  });
});
