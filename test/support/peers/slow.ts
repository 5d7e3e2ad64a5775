import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { type Peer, rawPeer } from './raw.ts';

/** Repeats something on a socket until it closes. */
const every = (ms: number, socket: Socket, act: () => void): void => {
  const timer = setInterval(act, ms);
  socket.once('close', () => clearInterval(timer));
};

/** Accepts, and never says anything. */
export const silent = (): Promise<Peer> => rawPeer((socket) => socket.resume());

/** Sends its headers a byte at a time. */
export const headerDrip = (): Promise<Peer> =>
  rawPeer((socket) => {
    const bytes = `HTTP/1.1 200 OK\r\nX-Slow: ${'z'.repeat(10_000)}`;
    let sent = 0;
    every(20, socket, () => socket.write(bytes[sent++] ?? 'z'));
  });

/** Sends 103 Early Hints for ever: each would restart a library's header timer. */
export const earlyHintsFlood = (): Promise<Peer> =>
  rawPeer((socket) => {
    socket.resume();
    every(20, socket, () => socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n'));
  });

/** Sends a body of one byte every 20 ms, without end: each would restart a library's body timer. */
export const bodyDrip = (): Promise<Peer> =>
  rawPeer((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    every(20, socket, () => socket.write('x'));
  });

/** Sends a body as fast as it is read, without end. */
export const endlessBody = (): Promise<Peer> =>
  rawPeer((socket) => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.on('drain', more);
      more();
    });
  });

/** A port whose SYNs are never answered: its backlog is full and its process accepts nothing. */
export async function blackhole(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const source = `
    const { connect, createServer } = require('node:net');
    const { parentPort } = require('node:worker_threads');
    const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      const { port } = server.address();
      for (let i = 0; i < 4; i += 1) connect(port, '127.0.0.1').on('error', () => {});
      setImmediate(() => {
        parentPort.postMessage(port);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      });
    });`;
  const worker = new Worker(source, { eval: true });
  const port = await new Promise<number>((ready) => worker.once('message', ready));
  return { port, close: async () => void (await worker.terminate()) };
}
