import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { AWS } from './aws.ts';
import { type InputOf, type Operation, SHAPES } from './aws-shapes.ts';
import { isSigned } from './sigv4.ts';

/** What a client asked for, in which region, of which service, as its signature says. */
export interface AskedOf {
  readonly operation: Operation;
  readonly service: string;
  readonly region: string;
  // biome-ignore lint/suspicious/noExplicitAny: as different as the operations are; each test knows its own.
  readonly input: any;
}

/** What befalls a request. `lost`: it was carried out, its answer was not. */
export type Befall =
  | { readonly error: string; readonly status?: number; readonly message?: string }
  | { readonly lost: 'connection' | 'silence' | 'server error' }
  | undefined;

/** An error that an operation answers by itself. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message = 'as told') {
    super(message);
    this.code = code;
  }
}

/** What a function returned, as Lambda passes it on. */
export interface Invoked {
  readonly payload: string;
  readonly error?: 'Unhandled' | 'Handled';
}

type Answers = { [O in Operation]?: (input: InputOf<O>, asked: AskedOf) => unknown };

/** AWS's JSON protocols on loopback: 1.0, 1.1, and Lambda's REST. Requests that are not signed, or not as documented, are refused. */
export class AwsPeer {
  readonly asked: AskedOf[] = [];
  /** What each operation answers. */
  answers: Answers;
  befalls: (asked: AskedOf, nth: number) => Befall = () => undefined;
  /** Of each request, as it went over the wire. */
  readonly encodings: (string | undefined)[] = [];
  readonly #server: Server;
  /** Connections that clients have opened. */
  connections = 0;

  constructor(answers: Answers) {
    this.answers = answers;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('connection', () => {
      this.connections += 1;
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get access() {
    const credentials = { accessKeyId: AWS.id, secretAccessKey: AWS.secret };
    return { endpoint: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`, credentials };
  }

  operations(): readonly Operation[] {
    return this.asked.map(({ operation }) => operation);
  }

  calm(): void {
    this.asked.length = 0;
    this.encodings.length = 0;
    this.befalls = () => undefined;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (!isSigned(request, body, AWS.secret)) return refuse(response, 'InvalidSignatureException', 403);
    const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const [operation, given] = read(request, plain.toString('utf8'));
    const shape = SHAPES[operation]?.safeParse(given);
    if (!shape?.success)
      return refuse(response, 'ValidationException', 400, `${operation}: ${shape?.error.message ?? 'unknown'}`);
    const [, region = '', service = ''] =
      /\/\d{8}\/([^/]+)\/([^/]+)\//.exec(String(request.headers.authorization)) ?? [];
    const asked: AskedOf = { operation, service, region, input: shape.data };
    this.asked.push(asked);
    this.encodings.push(request.headers['content-encoding']);
    const befalls = this.befalls(asked, this.asked.length);
    if (befalls && 'error' in befalls) return refuse(response, befalls.error, befalls.status ?? 400, befalls.message);
    try {
      const answer = this.answers[operation]?.(asked.input as never, asked);
      if (!befalls) give(response, operation, answer ?? {});
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!befalls) refuse(response, error.code, 400, error.message);
    }
    if (befalls?.lost === 'connection') response.destroy();
    if (befalls?.lost === 'server error') refuse(response, 'InternalFailure', 500);
  }
}

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const JSON_TYPE = /^application\/x-amz-json-1\.[01]$/;

function read(request: IncomingMessage, body: string): readonly [Operation, unknown] {
  const [, name] = INVOKE.exec(request.url ?? '') ?? [];
  if (name !== undefined)
    return ['Invoke', { FunctionName: name, InvocationType: request.headers['x-amz-invocation-type'], Payload: body }];
  if (!JSON_TYPE.test(String(request.headers['content-type']))) return ['' as Operation, undefined];
  return [String(request.headers['x-amz-target']).replace(/^.*\./, '') as Operation, JSON.parse(body)];
}

function give(response: ServerResponse, operation: Operation, answer: unknown): void {
  if (operation !== 'Invoke') {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
    return;
  }
  const { payload, error } = answer as Invoked;
  response.writeHead(200, { ...(error && { 'x-amz-function-error': error }) }).end(payload);
}

function refuse(response: ServerResponse, name: string, status: number, message = 'as told'): void {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name })
    .end(JSON.stringify({ __type: `com.amazonaws#${name}`, message, Message: message }));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
