import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ChannelKind } from '../../src/channels/define.ts';
import type { Message } from '../../src/core/message/message.ts';
import { DAY } from '../../src/core/time/instant.ts';
import { listening, rawPeer } from './peers/raw.ts';
import { certificate, tlsPeer } from './peers/tls.ts';
import { MONDAY } from './plan.ts';
import { type Received, TestServer } from './server.ts';

export const someMessage = (more: Partial<Message> = {}): Message => ({
  key: 'shop-1/page/g1/l1/c0/0/ada/w0/a1',
  thread: 'shop-1/1',
  type: 'page',
  incident: 'shop-1',
  severity: 'P1',
  title: 'P1 shop: application completely down',
  text: 'shop: application completely down (P1). backend answers 500 since 14:02. Acknowledge: https://tocsin.example.com/a/shop-1.1.ada.k',
  summary: 'shop: application completely down (P1). backend answers 500 since 14:02.',
  short: 'P1 shop: application completely down',
  spoken: 'Priority 1. Shop: application completely down. The backend answers 500 since 14:02.',
  details: [
    { label: 'First command', text: 'kubectl rollout status deployment/backend', is: 'command' },
    { label: 'Runbook', text: 'status', href: 'https://tocsin.example.com/runbook/status' },
  ],
  offers: [
    { action: 'acknowledge', label: 'Acknowledge', href: 'https://tocsin.example.com/a/shop-1.1.ada.k' },
    { action: 'escalate', label: 'Escalate', href: 'https://tocsin.example.com/a/shop-1.1.ada.e' },
  ],
  link: 'https://tocsin.example.com/incidents/shop-1',
  person: 'ada',
  to: '+15550101',
  repeat: false,
  at: MONDAY,
  ...more,
});

export const SECRET = 'hunter2-canary';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** How a provider differs from one whose status says everything, and that takes our own headers for doubles. */
export interface Differences {
  /** The proper answer to a request that only prepares the send; `undefined` for the one that sends. */
  readonly before?: (request: Received) => string | undefined;
  /** What of the message the kind cannot do without. */
  readonly message?: Partial<Message>;
  /** What it answers with when it takes a message. */
  readonly yes?: string;
  /** Of 200 to 299: those that alone, with `yes`, do not say that it took it. */
  readonly unsure?: readonly number[];
  /** Its 200 says nothing before its body is there. */
  readonly saysInBody?: true;
  /** By what of a request it knows a message that it has already. */
  readonly key?: (request: Received) => unknown;
  /** By what of a request a reader knows a repeat; absent where the provider drops doubles itself. */
  readonly marked?: (request: Received) => boolean;
}

const BY_HEADER: Required<Pick<Differences, 'key' | 'marked'>> = {
  key: ({ headers }) => headers['idempotency-key'],
  marked: ({ headers }) => headers['tocsin-repeat'] === 'true',
};

/** What every channel that speaks to a provider over HTTP promises. `settings` points it at the provider's address. */
export function channelContract(
  kind: ChannelKind,
  settings: (url: string) => Record<string, unknown>,
  differences: Differences = BY_HEADER,
): void {
  const { before, message: own = {}, yes = '', unsure = [], saysInBody = false, key, marked } = differences;
  let provider: TestServer;
  beforeEach(async () => {
    provider = await new TestServer(before).open();
  });
  afterEach(() => provider.close());

  const context = { now: MONDAY, timeout: 400, outbox: { put: async () => {} }, channel: 'it' };
  const send = (message = someMessage(own), url = provider.url, timeout = context.timeout) =>
    kind.send(message, settings(url), { ...context, timeout });
  /** For answers that come: a busy machine may take its time for one of many. */
  const PATIENT = 10_000;

  it('means one of the four by every status from 200 to 599, and follows no redirect (E5)', async () => {
    const means: Record<string, number[]> = { accepted: [], temporary: [], permanent: [], unknown: [] };
    for (let status = 200; status <= 599; status++) {
      provider.answer((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end(yes));
      means[(await send(undefined, undefined, PATIENT)).is]!.push(status);
    }
    expect(means.unknown).toEqual(unsure);
    expect(means.accepted).toEqual(range(200, 299).filter((status) => !unsure.includes(status)));
    expect(means.temporary).toEqual([408, 425, 429, ...range(500, 599)]);
    expect(means.permanent).toHaveLength(100 + 100 - 3);
    expect(provider.received).toHaveLength(400);
  });

  it('takes 1xx for no answer yet (E5)', async () => {
    const informed = (then: (response: ServerResponse) => void) =>
      provider.answer((_request, response) => {
        response.writeContinue();
        response.writeProcessing();
        then(response);
      });
    informed((response) => response.writeHead(200).end(yes));
    expect((await send()).is).toBe('accepted');
    informed(() => {});
    expect((await send()).is).toBe('unknown');
    provider.answer((_request, response) =>
      response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'),
    );
    expect((await send()).is).toBe('permanent');
  });

  it('is not kept beyond its time by 1xx without end', async () => {
    const timers: NodeJS.Timeout[] = [];
    provider.answer((_request, response) => timers.push(setInterval(() => response.writeProcessing(), 20)));
    expect((await send()).is).toBe('unknown');
    for (const timer of timers) clearInterval(timer);
  });

  it('believes a status whose body never ends, or breaks: no page is sent twice for that', async () => {
    const begun = (status: number, then: (response: ServerResponse) => void = () => {}) =>
      provider.answer((_request, response) => {
        response.writeHead(status, { 'content-length': 50, 'retry-after': '9' }).write('{');
        setImmediate(then, response);
      });
    const begunWell = saysInBody ? 'unknown' : 'accepted';
    begun(200);
    expect((await send()).is).toBe(begunWell);
    begun(200, (response) => response.socket?.destroy());
    expect((await send()).is).toBe(begunWell);
    begun(403);
    expect((await send()).is).toBe('permanent');
    begun(503);
    expect(await send()).toMatchObject({ is: 'temporary', retryAt: MONDAY + 9_000 });
  });

  it.each([
    ['7', 7_000],
    ['0', 1_000],
    [new Date(MONDAY + 30_000).toUTCString(), 30_000],
    [new Date(MONDAY - 30_000).toUTCString(), 1_000],
    ['9'.repeat(22), DAY],
  ])('comes back when Retry-After says: %s', async (value, wait) => {
    provider.answer((_request, response) => response.writeHead(429, { 'retry-after': value }).end());
    expect(await send()).toMatchObject({ is: 'temporary', retryAt: MONDAY + wait });
  });

  it.each(['nonsense', ''])('leaves it to us when to come back where Retry-After says: %j', async (value) => {
    provider.answer((_request, response) => response.writeHead(429, { 'retry-after': value }).end());
    expect(await send()).toEqual({ is: 'temporary', why: 'answered 429' });
  });

  it('does not know what became of it when the answer never comes, or the connection breaks after sending (E5)', async () => {
    provider.answer(() => {});
    expect((await send()).is).toBe('unknown');
    provider.answer((_request, response) => response.socket?.destroy());
    expect((await send()).is).toBe('unknown');
  });

  it('does not know either when silence follows a TLS handshake: by then the message was sent (E5)', async () => {
    const trusted = getCACertificates('default');
    const pair = await certificate();
    const silent = await listening(
      createServer(pair, () => {}),
      'https',
      () => 0,
    );
    setDefaultCACertificates([...trusted, pair.cert]);
    try {
      // What only prepares the send changes nothing: silence to that is no doubt.
      expect((await send(undefined, silent.url.replace(/\/$/, ''))).is).toBe(before ? 'temporary' : 'unknown');
    } finally {
      setDefaultCACertificates(trusted);
      await silent.close();
    }
  });

  it('knows that nothing was sent when nobody listens, no such name exists, or TLS fails (E5)', async () => {
    const untrusted = await tlsPeer(await certificate());
    const cutter = await rawPeer((socket) => socket.destroy());
    try {
      for (const url of [
        'http://127.0.0.1:1',
        // Longer than a name may be: refused on this machine, without a question to the network.
        `http://${'x'.repeat(64)}.invalid`,
        `https://127.0.0.1:${untrusted.port}`,
        `https://127.0.0.1:${cutter.port}`,
      ])
        expect([url, await send(undefined, url)]).toEqual([url, { is: 'temporary', why: expect.stringMatching(/./) }]);
    } finally {
      await Promise.all([untrusted.close(), cutter.close()]);
    }
    expect(untrusted.connections()).toBe(0);
  });

  it('shows no secret in what it says of a failure (W7)', async () => {
    const shown: unknown[] = [];
    for (const status of [200, 302, 400, 401, 429, 500]) {
      provider.answer((_request, response) =>
        response
          .writeHead(status, SECRET, { location: `/${SECRET}`, 'x-request-id': `?${SECRET}` })
          .end(`{"id":"?${SECRET}"}`),
      );
      shown.push(await send());
    }
    provider.answer(() => {});
    shown.push(await send());
    for (const url of ['http://127.0.0.1:1', `http://${SECRET}:${SECRET}@127.0.0.1:1`])
      shown.push(await send(undefined, url));
    expect(JSON.stringify(shown)).not.toContain(SECRET);
  });

  it('sends a repeat so that it is known as one, by the provider or by its reader (E5)', async () => {
    provider.answer((_request, response) => response.writeHead(200).end(yes));
    await send();
    const said = 'Repeat, may have reached you before. ';
    const { text, summary, short, spoken } = someMessage();
    await send(
      someMessage({
        ...own,
        repeat: true,
        text: said + text,
        summary: said + summary,
        short: said + short,
        spoken: said + spoken,
      }),
    );
    const [first, second] = [provider.received[0]!, provider.received.at(-1)!];
    expect(key ?? marked).toBeDefined();
    if (key) expect([key(first), key(second)]).toEqual([expect.any(String), key(first)]);
    if (marked) expect([marked(first), marked(second)]).toEqual([false, true]);
  });
}
