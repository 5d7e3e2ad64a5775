import { createServer as createSecureServer } from 'node:https';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listening } from '../../test/support/peers/raw.ts';
import { authority, certificate } from '../../test/support/peers/tls.ts';

/** How long each phase of an answer takes, in milliseconds. */
export interface Delays {
  readonly tls: number;
  readonly wait: number;
  readonly transfer: number;
}

export interface Delayed {
  readonly port: number;
  readonly ca: string;
  stop(): Promise<void>;
}

/** An HTTPS server whose handshake, first byte and last byte come late, as told. */
export async function delayedServer({ tls, wait, transfer }: Delays): Promise<Delayed> {
  const ca = await authority();
  const pair = await certificate({ ca });
  const secure = createSecureServer({ key: pair.key, cert: pair.cert }, async (_, response) => {
    await sleep(wait);
    response.writeHead(200, { 'content-length': '10' });
    response.write('first');
    await sleep(transfer);
    response.end('later');
  });
  const inner = await listening(secure, 'https', () => 0);
  // In front of it, one that holds the greeting back.
  const front = createServer({ pauseOnConnect: true, noDelay: true }, async (client) => {
    client.on('error', () => {});
    await sleep(tls);
    const server = connect({ port: inner.port, host: '127.0.0.1', noDelay: true });
    server.on('error', () => client.destroy());
    client.pipe(server).pipe(client);
    client.resume();
    client.once('close', () => server.destroy());
  });
  const outer = await listening(front, 'https', () => 0);
  return {
    port: outer.port,
    ca: ca.cert,
    stop: async () => {
      await outer.close();
      await inner.close();
    },
  };
}
