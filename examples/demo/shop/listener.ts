import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server on loopback that can be taken down and brought back on the same port. */
export class Listener {
  readonly port: number;
  readonly #handle: RequestListener;
  #server: Server | undefined;

  constructor(port: number, handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void) {
    this.port = port;
    this.#handle = (request, response) => {
      Promise.resolve(handle(request, response)).catch(
        () => response.headersSent || json(response, 500, { error: 'unexpected' }),
      );
    };
  }

  /** Opens the port; while it is open already, nothing. */
  open(): Promise<void> {
    if (this.#server) return Promise.resolve();
    const server = createServer(this.#handle);
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
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

  /** Where it listens; of use where the port was 0. */
  get address(): AddressInfo | undefined {
    return this.#server?.address() as AddressInfo | undefined;
  }
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function text(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** The path without its query. */
export const pathOf = (request: IncomingMessage): string => new URL(request.url ?? '/', 'http://shop').pathname;
