import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ChannelKind } from '../../src/channels/define.ts';
import type { Message } from '../../src/core/message/message.ts';
import { MONDAY } from './plan.ts';
import { TestServer } from './server.ts';

export const someMessage = (more: Partial<Message> = {}): Message => ({
  key: 'shop-1/page/g1/l1/c0/0/ada/w0/a1',
  thread: 'shop-1/1',
  type: 'page',
  incident: 'shop-1',
  severity: 'P1',
  title: 'P1 shop: application completely down',
  text: 'shop: application completely down (P1). backend answers 500 since 14:02.',
  link: 'https://tocsin.example.com/incidents/shop-1',
  person: 'ada',
  to: '+15550101',
  repeat: false,
  at: MONDAY,
  ...more,
});

export const SECRET = 'hunter2-canary';

/** What every channel that speaks to a provider over HTTP promises. `settings` points it at the provider's address. */
export function channelContract(kind: ChannelKind, settings: (url: string) => Record<string, unknown>): void {
  let provider: TestServer;
  beforeEach(async () => {
    provider = await new TestServer().open();
  });
  afterEach(() => provider.close());

  const context = { now: MONDAY, timeout: 400, outbox: { put: async () => {} }, channel: 'it' };
  const send = (message = someMessage(), url = provider.url) => kind.send(message, settings(url), context);

  it.each([
    [200, 'accepted'],
    [202, 'accepted'],
    [204, 'accepted'],
    [301, 'permanent'],
    [400, 'permanent'],
    [401, 'permanent'],
    [403, 'permanent'],
    [404, 'permanent'],
    [410, 'permanent'],
    [408, 'temporary'],
    [425, 'temporary'],
    [429, 'temporary'],
    [500, 'temporary'],
    [502, 'temporary'],
    [503, 'temporary'],
    [599, 'temporary'],
  ])('%d is %s (E5)', async (status, expected) => {
    provider.answer((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end('{}'));
    const delivery = await send();
    expect(delivery.is).toBe(expected);
    expect(provider.received).toHaveLength(1);
  });

  it.each([
    ['7', 7_000],
    ['0', 1_000],
    [new Date(MONDAY + 30_000).toUTCString(), 30_000],
    ['nonsense', 5_000],
  ])('comes back when Retry-After says: %s', async (value, wait) => {
    provider.answer((_request, response) => response.writeHead(429, { 'retry-after': value }).end());
    expect(await send()).toMatchObject({ is: 'temporary', retryAt: MONDAY + wait });
  });

  it('does not know what became of it when the answer never comes, or the connection breaks after sending (E5)', async () => {
    provider.answer(() => {});
    expect((await send()).is).toBe('unknown');
    provider.answer((_request, response) => response.socket?.destroy());
    expect((await send()).is).toBe('unknown');
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const gone = provider.url;
    await provider.close();
    expect((await send(someMessage(), gone)).is).toBe('temporary');
    provider = await new TestServer().open();
  });

  it('shows no secret in what it says of a failure (W7)', async () => {
    for (const status of [400, 401, 500]) {
      provider.answer((_request, response) => response.writeHead(status).end(SECRET));
      expect(JSON.stringify(await send())).not.toContain(SECRET);
    }
    expect(JSON.stringify(await send(someMessage(), 'http://127.0.0.1:1'))).not.toContain(SECRET);
  });

  it('sends a repeat under the same key, marked', async () => {
    await send(someMessage());
    await send(someMessage({ repeat: true }));
    const [first, second] = provider.received;
    expect(first!.headers['idempotency-key']).toBe(second!.headers['idempotency-key']);
    expect([first!.headers['tocsin-repeat'], second!.headers['tocsin-repeat']]).toEqual([undefined, 'true']);
  });
}
