import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '..');
const PORT = 4790;

/** The demo in its own process, for measuring it from outside. */
export class Demo {
  readonly #directory = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  readonly #child: ChildProcess;
  readonly startedAt = performance.now();

  constructor() {
    const args = [
      '--max-semi-space-size=1',
      join(root, 'bin/tocsin.js'),
      'demo',
      '--port',
      String(PORT),
      '--shop-port',
      String(PORT + 1),
      '--data',
      this.#directory,
    ];
    this.#child = spawn(process.execPath, args, { stdio: 'ignore' });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers of the API, as they come
  async get(path: string): Promise<any> {
    return (await fetch(`http://127.0.0.1:${PORT}${path}`)).json();
  }

  async post(path: string, body: unknown = {}): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${PORT}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  }

  /** Asks every 20 ms until it holds; answers the moment, in ms of `performance.now()`. */
  async until(holds: () => Promise<boolean>, within = 60_000): Promise<number> {
    const end = performance.now() + within;
    while (performance.now() < end) {
      if (await holds().catch(() => false)) return performance.now();
      await sleep(20);
    }
    throw new Error('did not happen in time');
  }

  well = async (): Promise<boolean> => {
    const { monitors, incidents } = await this.get('/api/status');
    return incidents.length === 0 && monitors.every((monitor: { verdict: string }) => monitor.verdict === 'up');
  };

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.#child.once('close', done));
    this.#child.kill('SIGTERM');
    await ended;
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
