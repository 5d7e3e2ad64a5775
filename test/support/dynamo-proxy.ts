import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client asked for: `PutItem`, and with what. */
export interface Asked {
  readonly operation: string;
  readonly input: {
    readonly Key?: Readonly<Record<string, { readonly S?: string }>>;
    readonly ConsistentRead?: boolean;
    readonly RequestItems?: Readonly<Record<string, { readonly ConsistentRead?: boolean }>>;
  };
}

/** What befalls a request. `error`: an answer of DynamoDB's, which did nothing. `lost`: it was carried out, the answer was not. */
export type Befalls =
  | { readonly error: string; readonly status?: number }
  | { readonly lost: 'connection' | 'silence' | 'server error' }
  | undefined;

/** Stands before DynamoDB: sees every request, and lets happen to it what a network and a busy service do. */
export class DynamoProxy {
  readonly asked: Asked[] = [];
  befalls: (asked: Asked) => Befalls | Promise<Befalls> = () => undefined;
  readonly #target: string;
  readonly #server: Server;

  constructor(target: string) {
    this.#target = target;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Names of what was asked for since. */
  operations(): readonly string[] {
    return this.asked.map(({ operation }) => operation);
  }

  /** Forgets, and lets nothing happen any more. */
  calm(): void {
    this.asked.length = 0;
    this.befalls = () => undefined;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const asked: Asked = {
      operation: String(request.headers['x-amz-target']).replace(/^.*\./, ''),
      input: JSON.parse(body) as Asked['input'],
    };
    this.asked.push(asked);
    const befalls = await this.befalls(asked);
    if (befalls && 'error' in befalls) return refuse(response, befalls.error, befalls.status ?? 400);
    const { host: _, connection: __, ...headers } = request.headers as Record<string, string>;
    const got = await fetch(this.#target, { method: 'POST', headers, body });
    const answer = await got.text();
    if (!befalls) response.writeHead(got.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer);
    else if (befalls.lost === 'connection') response.destroy();
    else if (befalls.lost === 'server error') refuse(response, 'InternalServerError', 500);
  }
}

const refuse = (response: ServerResponse, name: string, status: number): void => {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
    .end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'as told' }));
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
