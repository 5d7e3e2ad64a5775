import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DISCOVERY } from './discovery.ts';
import { patched } from './patched.ts';

/** A request as it went over the wire. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly type: string | undefined;
  readonly accept: string;
  readonly body: unknown;
}

type Json = Record<string, unknown>;

const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/**
 * An API server with canned objects on loopback: answers discovery, reads and lists, applies patches as Kubernetes does (a
 * JSON patch whose test fails is a 422), and writes down every request. Lists take any selector.
 */
export class ApiServer {
  readonly asked: Asked[] = [];
  /** Objects by the path that they are read from; lists by theirs. */
  readonly objects = new Map<string, Json>();
  /** Logs by the path that they are read from, with `?previous` of the container's life before. */
  readonly logs = new Map<string, string>();
  /** What befalls a request before it is looked at: a status, or silence. */
  befalls: (asked: Asked) => { readonly status: number; readonly message?: string } | 'silence' | undefined = () =>
    undefined;
  /** What it says of permissions that are asked for; those questions are no writes. */
  allows: (asked: { readonly verb: string; readonly resource: string; readonly namespace?: string }) => boolean = () =>
    true;
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that change something. */
  writes(): readonly Asked[] {
    return this.asked.filter(({ method }) => method !== 'GET');
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', this.url);
    const text = Buffer.concat(chunks).toString();
    const asked: Asked = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      type: request.headers['content-type'],
      accept: request.headers.accept ?? '',
      body: text === '' ? undefined : JSON.parse(text),
    };
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const discovered = DISCOVERY[asked.path];
    if (discovered) return void send(200, discovered);
    if (asked.path !== REVIEWS) this.asked.push(asked);
    const fate = this.befalls(asked);
    if (fate === 'silence') return;
    if (fate) return void send(fate.status, statusOf(fate.status, fate.message ?? 'as told'));
    if (asked.path === REVIEWS) return void send(201, this.#reviewed(asked.body as Json));
    if (asked.path.endsWith('/log')) return this.#log(asked, response);
    const found = this.objects.get(asked.path);
    if (!found) return void send(404, statusOf(404, `${asked.path} not found`));
    if (asked.method === 'GET') return void send(200, found);
    if (asked.method === 'DELETE') return void send(...this.#removed(asked, found));
    const next = patched(found, asked.type ?? '', asked.body);
    if (typeof next === 'string') return void send(422, statusOf(422, next));
    if (asked.query.dryRun === undefined) this.objects.set(asked.path, generated(found, next));
    send(200, next);
  }

  #reviewed(review: Json): Json {
    const { resourceAttributes } = review.spec as { readonly resourceAttributes: Parameters<ApiServer['allows']>[0] };
    return { ...review, status: { allowed: this.allows(resourceAttributes) } };
  }

  /** Deletes as Kubernetes does: an object of another uid is a conflict, a trial deletes nothing. */
  #removed({ path, body }: Asked, found: Json): [number, Json] {
    const { preconditions, dryRun } = body as { preconditions?: { uid?: string }; dryRun?: readonly string[] };
    if (preconditions?.uid !== undefined && preconditions.uid !== uidOf(found))
      return [409, statusOf(409, `the UID in the precondition (${preconditions.uid}) does not match`)];
    if (dryRun === undefined) this.objects.delete(path);
    return [200, found];
  }

  /** A container that runs has a log, if an empty one; what went before it only where there was something. */
  #log({ path, query }: Asked, response: ServerResponse): void {
    const text = this.logs.get(query.previous === undefined ? path : `${path}?previous`);
    if (text !== undefined || query.previous === undefined)
      return void response.writeHead(200, { 'content-type': 'text/plain' }).end(text ?? '');
    const message = `previous terminated container "${query.container}" not found`;
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(statusOf(400, message)));
  }
}

/** As Kubernetes counts: another spec is another generation. */
function generated(before: Json, after: Json): Json {
  const metadata = after.metadata as { readonly generation?: number } | undefined;
  if (metadata?.generation === undefined || JSON.stringify(before.spec) === JSON.stringify(after.spec)) return after;
  return { ...after, metadata: { ...metadata, generation: metadata.generation + 1 } };
}

/** What a precondition of DELETE is compared with. */
const uidOf = (object: Json): unknown => (object.metadata as { readonly uid?: unknown } | undefined)?.uid;

const statusOf = (code: number, message: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  message,
  code,
});
