import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Check } from '../wire/check.ts';
import { openConnection } from '../wire/connection.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { stopwatch } from '../wire/phases.ts';

/** The only way out for a browser: looks names up, checks addresses and connects as every check does (W3, W5). */
export interface ForwardProxy {
  readonly url: string;
  /** Why a host and port could not be reached; `undefined` where it could, or nobody tried. */
  failed(host: string): Failure | undefined;
  close(): Promise<void>;
}

/** A forward proxy on loopback for one check: plain HTTP by absolute URL, everything else by CONNECT (RFC 9110 §9.3.6). */
export async function startProxy(check: Check): Promise<ForwardProxy> {
  const failures = new Map<string, Failure>();
  const sockets = new Set<Duplex>();
  const server = createServer();
  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };
  const connect = async (host: string, port: number): Promise<Socket | undefined> => {
    const connection = await openConnection(check, stopwatch(), {}, { host, port });
    if (isFailure(connection)) {
      failures.set(`${host}:${port}`, connection);
      return undefined;
    }
    keep(connection.socket);
    return connection.socket;
  };

  server.on('connection', keep);
  server.on('connect', async (asked: IncomingMessage, browser: Duplex, head: Buffer) => {
    const { hostname, port } = new URL(`tunnel://${asked.url ?? ''}`);
    const socket = await connect(hostname, Number(port || 443));
    if (!socket) return browser.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    browser.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.write(head);
    browser.pipe(socket).pipe(browser);
    browser.once('close', () => socket.destroy());
    socket.once('close', () => browser.destroy());
  });
  server.on('request', async (asked: IncomingMessage, answer: ServerResponse) => {
    const fail = () => answer.socket?.destroy();
    if (!URL.canParse(asked.url ?? '')) return fail();
    const url = new URL(asked.url ?? '');
    const socket = await connect(url.hostname, Number(url.port || 80));
    if (!socket) return fail();
    const { 'proxy-connection': _, connection: __, ...headers } = asked.headers;
    const onward = request({
      createConnection: () => socket,
      host: url.hostname,
      method: asked.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, connection: 'close' },
    });
    onward.on('error', fail);
    onward.on('response', (incoming) => {
      incoming.on('error', fail);
      answer.writeHead(incoming.statusCode ?? 502, incoming.rawHeaders);
      incoming.pipe(answer);
    });
    asked.pipe(onward);
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
