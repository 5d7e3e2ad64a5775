import { connect, createServer, type Server, type Socket } from 'node:net';
import { listening } from './listener.ts';

/** The shop's database, as far as a health check sees it: a port that greets whoever connects. */
export class Database {
  /** 0 asks for any free one when it opens, and keeps that. */
  port: number;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  constructor(port: number) {
    this.port = port;
  }

  open(): Promise<void> {
    if (this.#server) return Promise.resolve();
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
      socket.end('ready\n');
    });
    this.#server = server;
    return listening(server, this.port).then(
      (port) => {
        this.port = port;
      },
      (cause: unknown) => {
        this.#server = undefined;
        throw cause;
      },
    );
  }

  close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    return server ? new Promise((resolve) => server.close(() => resolve())) : Promise.resolve();
  }
}

/** Whether the database greets within the time, in milliseconds. */
export function isReady(port: number, within: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(within, () => done(false));
    socket
      .once('data', () => done(true))
      .once('error', () => done(false))
      .once('close', () => done(false));
  });
}
