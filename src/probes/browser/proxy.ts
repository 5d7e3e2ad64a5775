import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';
import type { Check } from '../wire/check.ts';
import { openConnection } from '../wire/connection.ts';
import { exchangeFailure } from '../wire/errors.ts';
import { errorMessage, type Failure, failure, isFailure, ourFailure } from '../wire/failure.ts';
import { stopwatch } from '../wire/phases.ts';

/** The only way out for a browser: looks names up, checks addresses and connects as every check does (W3, W5). */
export interface ForwardProxy {
  readonly url: string;
  /** Why the last try to reach a host and port failed; `undefined` where it did not, or nobody tried. */
  failed(host: string): Failure | undefined;
  close(): Promise<void>;
}

/** A page that fetches more than this is not fetched any further, in bytes (W4). */
const MOST = 256 * 1024 * 1024;

/** A forward proxy on loopback for one check: plain HTTP by absolute URL, everything else by CONNECT (RFC 9110 §9.3.6). */
export async function startProxy(check: Check): Promise<ForwardProxy> {
  const failures = new Map<string, Failure>();
  const sockets = new Set<Duplex>();
  let bytes = 0;
  const server = createServer();
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };
  const meter = (stream: Readable, place: string) =>
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MOST) return;
      failures.set(place, failure('body_too_large', `sends more than ${MOST / 1024 / 1024} MiB`));
      stream.destroy();
    });
  /** Never throws: here nobody would catch it. */
  const connect = async (host: string, port: number): Promise<Socket | undefined> => {
    const place = `${host}:${port}`;
    const opened = await openConnection(check, stopwatch(), {}, { host, port }).catch((error: unknown) =>
      ourFailure(`could not be reached: ${errorMessage(error)}`),
    );
    if (isFailure(opened)) {
      failures.set(place, opened);
      return undefined;
    }
    failures.delete(place);
    keep(opened.socket);
    return opened.socket;
  };

  server.on('connection', keep);
  server.on('connect', async (asked: IncomingMessage, browser: Duplex, head: Buffer) => {
    const [, host, port] = /^(.+):(\d{1,5})$/.exec(asked.url ?? '') ?? [];
    const socket = host === undefined ? undefined : await connect(host, Number(port));
    if (!socket) return browser.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    browser.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.write(head);
    meter(socket, `${host}:${port}`);
    browser.pipe(socket).pipe(browser);
    browser.once('close', () => socket.destroy());
    socket.once('close', () => browser.destroy());
  });
  server.on('request', async (asked: IncomingMessage, answer: ServerResponse) => {
    const url = URL.canParse(asked.url ?? '') ? new URL(asked.url ?? '') : undefined;
    const place = `${url?.hostname}:${url?.port || 80}`;
    const fail = (why?: Failure) => {
      if (why && !answer.destroyed && !failures.has(place)) failures.set(place, why);
      answer.socket?.destroy();
    };
    const socket = url && (await connect(url.hostname, Number(url.port || 80)));
    if (!url || !socket) return fail();
    const { 'proxy-connection': _, connection: __, ...headers } = asked.headers;
    const onward = request({
      createConnection: () => socket,
      host: url.hostname,
      method: asked.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, connection: 'close' },
    });
    onward.on('error', (error) => fail(objection(error)));
    onward.once('upgrade', () => fail(failure('protocol_error', 'switches the protocol without being asked')));
    onward.once('response', (incoming) => {
      incoming.on('error', () => fail());
      try {
        answer.writeHead(incoming.statusCode ?? 0, incoming.rawHeaders);
      } catch {
        // Node does not pass on what it would not say itself: a status of 99, trailers without chunks.
        return fail(failure('protocol_error', 'answers with something that is not HTTP'));
      }
      meter(incoming, place);
      return incoming.pipe(answer);
    });
    answer.once('close', () => onward.destroy());
    return asked.pipe(onward);
  });

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failed: (host) => failures.get(host),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What the parser objects to is the peer's doing; that a connection ends, Chromium says better. */
function objection(error: unknown): Failure | undefined {
  const known = exchangeFailure(error);
  return known.failed === 'tcp_reset' || known.ours ? undefined : known;
}
