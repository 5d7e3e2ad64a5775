import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A real HTTP server on loopback that remembers what it was sent. */
export class TestServer {
  readonly received: Received[] = [];
  #answer: (request: Received, response: ServerResponse) => void = (_request, response) =>
    response.writeHead(200).end();
  readonly #server: Server;
  readonly #before: (request: Received) => string | undefined;

  /** `before` answers requests that only prepare what is tested: those are not remembered. */
  constructor(before: (request: Received) => string | undefined = () => undefined) {
    this.#before = before;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  answer(how: (request: Received, response: ServerResponse) => void): void {
    this.#answer = how;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const received = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    const prepared = this.#before(received);
    if (prepared !== undefined)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(prepared);
    this.received.push(received);
    this.#answer(received, response);
  }
}
