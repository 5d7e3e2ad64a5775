import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DockerFate, installDocker, type Typed } from './docker.ts';
import { framed, Machine } from './machine.ts';

/** What befalls a request: no answer, an answer that is lost once it was done, or a status with a message. */
export type Fate = 'hangs' | 'lost, done' | 'lost' | { readonly status: number; readonly message?: string };

/** The Docker Engine API as it is documented, on a socket in a folder of its own, with a `docker` beside it that changes what it serves. */
export class DockerEngine {
  readonly machine: Machine;
  readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-docker-'));
  readonly socket = join(this.folder, 'docker.sock');
  /** Each request, as `GET /containers/json?…`, without the version. */
  readonly asked: string[] = [];
  /** What `docker` was run with, in order, and with which environment. */
  readonly typed: Typed[] = [];
  fate: (request: string) => Fate | undefined = () => undefined;
  docker: (words: readonly string[]) => DockerFate = () => 'well';
  readonly #server: Server;
  #hanging: ServerResponse[] = [];

  constructor(now: () => number = Date.now) {
    this.machine = new Machine(now);
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.socket, resolve));
    installDocker(this.folder);
    return this;
  }

  /** Where `docker` is found. */
  get environment() {
    return { PATH: `${join(this.folder, 'bin')}:/usr/bin:/bin`, HOME: this.folder, DB_PASSWORD: 'hunter2-canary' };
  }

  /** What was asked for that changes something, on either way. */
  get changes(): readonly string[] {
    return [
      ...this.asked.filter((each) => each.startsWith('POST')),
      ...this.typed.filter(({ words }) => words.includes('up')).map(({ words }) => words.join(' ')),
    ];
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://docker');
    if (url.pathname === '/_ping') return void response.writeHead(200, { 'api-version': '1.51' }).end('OK');
    if (url.pathname === '/_docker') return this.#run(request, response);
    const version = /^\/v1\.51(?=\/)/.exec(url.pathname);
    if (!version) return void send(response, 400, { message: 'client version is too old' });
    const path = url.pathname.slice(version[0].length);
    const asked = `${request.method} ${path}${url.search}`;
    this.asked.push(asked);
    const fate = this.fate(asked);
    if (fate === 'hangs') return void this.#hanging.push(response);
    if (typeof fate === 'object') return void send(response, fate.status, { message: fate.message ?? 'no' });
    if (fate === 'lost') return void response.destroy();
    const [status, body] = this.#answer(request.method ?? '', path, url.searchParams);
    if (fate === 'lost, done') return void response.destroy();
    if (Buffer.isBuffer(body)) return void response.writeHead(status).end(body);
    send(response, status, body);
  }

  #answer(method: string, path: string, query: URLSearchParams): readonly [status: number, body?: unknown] {
    const { machine } = this;
    const [, kind, id = '', verb = ''] = /^\/(\w+)\/(.+?)(?:\/(json|stats|logs|restart|tag))?$/.exec(path) ?? [];
    if (path === '/containers/json') return [200, machine.listed(JSON.parse(query.get('filters') ?? '{}'))];
    if (kind === 'images') return this.#image(method, decodeURIComponent(id), verb, query);
    const container = machine.containers.find(({ Id }) => Id === id);
    if (!container) return [404, { message: `No such container: ${id}` }];
    if (method === 'POST' && verb === 'restart') {
      machine.restart(container);
      return [204];
    }
    if (verb === 'stats') return [200, machine.stats.get(container.Name) ?? {}];
    if (verb === 'logs') return [200, framed(machine.logs.get(container.Name) ?? '', container.Config.Tty === true)];
    return [200, container];
  }

  #image(method: string, name: string, verb: string, query: URLSearchParams): readonly [number, unknown?] {
    const image = this.machine.image(name);
    if (!image) return [404, { message: `No such image: ${name}` }];
    if (method === 'POST' && verb === 'tag') {
      this.machine.tag(image.Id, `${query.get('repo')}:${query.get('tag')}`);
      return [201];
    }
    return [200, image];
  }

  async #run(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const typed = JSON.parse(body) as Typed;
    this.typed.push(typed);
    const fate = this.docker(typed.words);
    if (fate === 'hangs') return void this.#hanging.push(response);
    const done = fate === 'fails' ? undefined : this.machine.compose(typed.words);
    if (fate === 'hangs, done') return void this.#hanging.push(response);
    const result =
      fate === 'well' ? done : { code: 1, out: '', err: 'pulling\nError: token=hunter2-canary no space left\n' };
    send(response, 200, result);
  }
}

const send = (response: ServerResponse, status: number, body: unknown): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(body === undefined ? undefined : JSON.stringify(body));
