import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real server of this machine's, in a process and a directory of its own, on loopback. */
export interface RealServer {
  readonly pid: number;
  readonly directory: string;
  output(): string;
  signal(signal: NodeJS.Signals): void;
  /** Waits until `ask` holds; fails with the server's own output. */
  until(what: string, ask: () => Promise<unknown> | unknown): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly as?: User | undefined;
  /** Ends it in good order; SIGTERM unless told. */
  readonly ending?: NodeJS.Signals;
}

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** A temporary directory, of `user` where there is one. */
export function directoryFor(user?: User): string {
  const made = mkdtempSync(join(tmpdir(), 'tocsin-server-'));
  if (user) chownSync(made, user.uid, user.gid);
  return made;
}

/** Servers that refuse to be root run as nobody. */
export const unprivileged = (): User | undefined =>
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Debian keeps servers where ordinary users' PATH does not look, PostgreSQL below its version. */
export const PATHS = [
  ...(process.env.PATH ?? '').split(':'),
  '/usr/sbin',
  ...versions('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
];

function versions(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

const optionsFor = (directory: string, as: User | undefined): SpawnOptions => ({
  cwd: directory,
  env: { PATH: PATHS.join(':'), HOME: directory, LC_ALL: 'C', TZ: 'UTC' },
  ...(as ?? {}),
});

/** Runs a program to its end; throws with what it said where it fails. */
export function runOnce({ program, args, directory, as }: StartOptions): void {
  const { status, stderr, stdout, error } = spawnSync(program, [...args], {
    ...optionsFor(directory, as),
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`${program} ended with ${status}: ${error?.message ?? ''}${stderr}${stdout}`, { cause: error });
}

export function startServer({ program, args, directory, as, ending = 'SIGTERM' }: StartOptions): RealServer {
  const child: ChildProcess = spawn(program, [...args], {
    ...optionsFor(directory, as),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let failed: Error | undefined;
  child.on('error', (error) => {
    failed = error;
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-20_000);
    });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    get pid() {
      return child.pid ?? 0;
    },
    directory,
    output: () => said,
    signal: (signal) => void child.kill(signal),
    until: async (what, ask) => {
      for (let tries = 0; tries < 300; tries += 1) {
        if (failed) throw failed;
        if (child.exitCode !== null) break;
        try {
          if (await ask()) return;
        } catch {
          // Not yet.
        }
        await sleep(100);
      }
      throw new Error(`${program} never got ${what}:\n${said}`);
    },
    stop: async () => {
      if (child.exitCode === null && child.pid !== undefined) child.kill(ending);
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await closed;
      clearTimeout(late);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
