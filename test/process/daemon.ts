import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../..');

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, looked into by tests as they come
export type Json = any;

/** A real `tocsin` in its own process, and its API. */
export class RealTocsin {
  readonly url: string;
  output = '';
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(args: readonly string[], port: number, cwd = root) {
    this.url = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [resolve(root, 'bin/tocsin.js'), ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk) => (this.output += String(chunk)));
    this.ended = new Promise((done) => this.#child.on('close', (code) => done(code)));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async get<T = Json>(path: string): Promise<T> {
    return (await fetch(`${this.url}${path}`)).json() as Promise<T>;
  }

  async post<T = Json>(path: string, body: unknown = {}): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.json() as Promise<T>;
  }

  /** Asks until it holds; fails with the last answer and the output. */
  async until<T>(what: string, ask: () => Promise<T | undefined | false>, ms = 20_000): Promise<T> {
    const end = performance.now() + ms;
    for (;;) {
      const found = await ask().catch(() => undefined);
      if (found) return found;
      if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}\n${this.output}`);
      await sleep(100);
    }
  }

  /** Nobody reads what it says any more. */
  goDeaf(): void {
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.destroy();
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}
