import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as Listening } from 'node:net';

/** An HTTP server on loopback that can be taken down and brought back on the same port. */
export class Listener {
  /** 0 asks for any free one when it opens, and keeps that. */
  port: number;
  readonly #handle: RequestListener;
  #server: Server | undefined;

  constructor(port: number, handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void) {
    this.port = port;
    this.#handle = (request, response) => {
      // In a function of its own, so that what is thrown at once (a path that is none) is caught as well.
      (async () => handle(request, response))().catch(
        () => response.headersSent || json(response, 500, { error: 'unexpected' }),
      );
    };
  }

  /** Opens the port; while it is open already, nothing. */
  open(): Promise<void> {
    if (this.#server) return Promise.resolve();
    const server = createServer(this.#handle);
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

  /** Closes the port and every connection: from here on it is refused. */
  close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return Promise.resolve();
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

/** Opens a port of loopback, any free one for 0, and says which. */
export function listening(server: Listening, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function text(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** The path without its query. */
export const pathOf = (request: IncomingMessage): string => new URL(request.url ?? '/', 'http://shop').pathname;
