import { createServer } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { describe, expect, it } from '@jest/globals';
import { type WebSocket, WebSocketServer } from 'ws';
import { websocket } from '../../src/probes/websocket.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { listening, type Peer, says } from '../support/peers/raw.ts';
import { authority, certificate, type Pair } from '../support/peers/tls.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

const keep = kept();

probeContract({
  kind: websocket,
  settings: ({ port }, credential) => {
    if (credential === undefined) return { url: `ws://127.0.0.1:${port}/live` };
    const coded = encodeURIComponent(credential);
    return {
      url: `ws://user:${coded}@127.0.0.1:${port}/${coded}?key=${coded}`,
      headers: { cookie: `session=${credential}` },
      send: credential,
      expect: { message: credential },
    };
  },
});

const live = async (serve: (socket: WebSocket, url: string, headers: object) => void, pair?: Pair): Promise<Peer> => {
  const server = pair ? createSecure({ key: pair.key, cert: pair.cert }) : createServer();
  let count = 0;
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => (offered.has('v2') ? 'v2' : false) });
  sockets.on('connection', (socket, request) => {
    count += 1;
    socket.on('error', () => {});
    serve(socket, request.url ?? '', request.headers);
  });
  return listening(server, pair ? 'wss' : 'ws', () => count);
};
const echo = (socket: WebSocket) => socket.on('message', (data) => socket.send(String(data)));

const look = async (peer: Peer, settings: object = {}, timeout = 1_000) => {
  const url = peer.url.replace(/^http/, 'ws');
  const finding = await run(websocket, { url: `${url}live?room=1`, ...settings }, { timeout, trace: true });
  expectConsistent(finding);
  return finding;
};

describe('websocket: a real server', () => {
  it('opens', async () => {
    expect(await look(await keep(live(() => {})))).toMatchObject({
      verdict: 'up',
      text: expect.stringMatching(/^opens in \d+ ms$/),
      observed: { address: '127.0.0.1' },
    });
  });

  it('echoes, and answers', async () => {
    const peer = await keep(live(echo));
    expect(await look(peer, { expect: { echo: true } })).toMatchObject({ verdict: 'up' });
    expect(await look(peer, { send: '{"type":"ping"}', expect: { message: '"type":"ping"' } })).toMatchObject({
      verdict: 'up',
    });
    expect(await look(peer, { send: 'Hello', expect: { message: '/^hell.$/i' } })).toMatchObject({ verdict: 'up' });
  });

  it('the message that is waited for may come after others', async () => {
    const peer = await keep(
      live((socket) => {
        for (const text of ['welcome', 'tick', 'ready']) socket.send(text);
      }),
    );
    expect(await look(peer, { expect: { message: 'ready' } })).toMatchObject({
      verdict: 'up',
      observed: { messages: 3 },
    });
    expect(await look(peer, { expect: { message: 'gone' } }, 300)).toMatchObject({
      code: 'websocket',
      text: 'sends "ready" instead of "gone" in time',
    });
  });

  it('one that says nothing, and one that closes', async () => {
    expect(await look(await keep(live(() => {})), { expect: { message: 'ready' } }, 300)).toMatchObject({
      verdict: 'down',
      code: 'websocket',
      text: 'sends no message in time',
    });
    const closing = await keep(live((socket) => socket.close(1013, 'try again later')));
    expect(await look(closing, { expect: { message: 'ready' } })).toMatchObject({
      code: 'websocket',
      text: 'sends no message before it closed with 1013 try again later',
    });
  });

  it.each<[string, (socket: WebSocket) => void, RegExp]>([
    [
      'with a code',
      (socket) => socket.close(1011),
      /"hello" instead of "ready" before it closed with 1011 internal error$/,
    ],
    ['with a sentence', (socket) => socket.close(4001, 'Who?\nGo away.'), /before it closed with 4001 Who\? Go away$/],
    ['with nothing to say', (socket) => socket.close(), /before it closed$/],
    ['without a word', (socket) => socket.terminate(), /before it broke the connection$/],
  ])('one that ends %s', async (_how, end, text) => {
    const peer = await keep(
      live((socket) => {
        socket.send('hello');
        end(socket);
      }),
    );
    expect(await look(peer, { expect: { message: 'ready' } })).toMatchObject({
      code: 'websocket',
      text: expect.stringMatching(text),
    });
  });

  it('is told who asks by the URL too, unless the headers say it', async () => {
    let said: string | undefined;
    const peer = await keep(
      live((_socket, _url, headers) => {
        said = (headers as { authorization?: string }).authorization;
      }),
    );
    const url = `ws://tocsin:sword%40fish@127.0.0.1:${peer.port}/`;
    expect(JSON.stringify(await look(peer, { url }))).not.toMatch(/sword/);
    expect(said).toBe(`Basic ${Buffer.from('tocsin:sword@fish').toString('base64')}`);
    await look(peer, { url, headers: { authorization: 'Bearer own-token' } });
    expect(said).toBe('Bearer own-token');
  });

  it('is given path, query, headers, subprotocols and the credential', async () => {
    let seen: Record<string, unknown> = {};
    const peer = await keep(
      live((_socket, url, headers) => {
        seen = { url, ...headers };
      }),
    );
    await look(peer, { headers: { 'x-own': '1' }, protocols: ['v1', 'v2'], auth: { bearer: 'tok-tok-tok' } });
    expect(seen).toMatchObject({
      url: '/live?room=1',
      'x-own': '1',
      authorization: 'Bearer tok-tok-tok',
      'sec-websocket-protocol': 'v1,v2',
      host: `127.0.0.1:${peer.port}`,
    });
    expect(seen).not.toHaveProperty('sec-websocket-extensions');
  });

  it('over TLS, its certificate judged', async () => {
    const ca = await authority();
    const peer = await keep(live(echo, await certificate({ ca, to: 10 })));
    expect(await look(peer, { ca: ca.cert, expect: { echo: true } })).toMatchObject({
      verdict: 'up',
      observed: { 'tls-protocol': 'TLSv1.3' },
    });
    expect(await look(peer, { ca: ca.cert, warn: { certificate: '21d' } })).toMatchObject({
      verdict: 'degraded',
      code: 'tls_expiring',
    });
    expect(await look(peer)).toMatchObject({ verdict: 'down', code: 'tls_incomplete_chain' });
  });
});

describe('websocket: odd servers', () => {
  it.each([
    [502, 'websocket', 'does not open: it answers 502 instead of 101'],
    [200, 'websocket', 'does not open: it answers 200 instead of 101'],
    [302, 'websocket', 'does not open: it answers 302 instead of 101'],
    [403, 'credentials', 'refuses to open: it answers 403'],
  ])('one that answers %i', async (status, code, text) => {
    const peer = await keep(httpPeer((_, response) => response.writeHead(status, { location: '/' }).end()));
    expect(await look(peer)).toMatchObject({ verdict: 'down', code, text });
  });

  it('one that cannot prove that it understood', async () => {
    const peer = await keep(
      says(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: nonsense\r\n\r\n',
      ),
    );
    expect(await look(peer)).toMatchObject({
      code: 'websocket',
      text: 'does not open as RFC 6455 says: Invalid Sec-WebSocket-Accept header',
    });
  });

  it('a message that is too large', async () => {
    const peer = await keep(live((socket) => socket.send('a'.repeat(1024 * 1024 + 1))));
    expect(await look(peer, { expect: { message: 'b' } })).toMatchObject({
      code: 'websocket',
      text: 'breaks the rules of WebSockets: Max payload size exceeded',
    });
  });

  it('echo and message are two ways to say one thing', () => {
    const both = { url: 'wss://a.test/', expect: { echo: true, message: 'pong' } };
    expect(complaints(websocket, both)).toEqual(['expect: name one of echo and message']);
  });

  it('no address of one', () => {
    expect(complaints(websocket, { url: 'https://a.test/' })).toEqual([
      "url: 'https://a.test/' is not a WebSocket's address: write for example wss://shop.example.com/live",
    ]);
  });
});
