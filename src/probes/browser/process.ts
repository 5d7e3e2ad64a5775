import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { ConnectOverCDPTransport } from 'playwright-core';
import { nextTask } from '../wire/deadline.ts';

/** A process of this check's own. Playwright's would outlive a deadline by up to 30 s, had it not answered yet. */
export interface BrowserProcess {
  readonly transport: ConnectOverCDPTransport;
  /** Where it keeps everything; goes with it. */
  readonly folder: string;
  /** What it complained of, the telling line. */
  complaint(): string;
  /** Ends it and all it started, and removes its folder. Again is nothing. */
  kill(): Promise<void>;
}

/** A message larger than this is a page that floods us, in bytes (W4). */
const LARGEST = 32 * 1024 * 1024;
const MOST_SAID = 16 * 1024;
/** Credentials are in our environment; a browser that runs others' scripts gets none of it (W7). */
const HANDED_ON = ['PATH', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'FONTCONFIG_FILE', 'LANG', 'TZ'];

/** Starts a browser with an empty folder of its own; `switches` get to know where that is. */
export async function startProcess(
  executable: string,
  switches: (folder: string) => readonly string[],
): Promise<BrowserProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-browser-'));
  const handedOn = HANDED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const child = spawn(executable, switches(folder), {
    // A group of its own, so that all of it can be ended.
    detached: true,
    env: { ...Object.fromEntries(handedOn), HOME: folder, TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MOST_SAID);
  });
  const gone = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', (error) => {
      said = error.message;
      done();
    });
  });
  const end = () => endGroup(child);
  let removed: Promise<void> | undefined;
  return {
    transport: pipes(child, end),
    folder,
    complaint: () => telling(said),
    kill: () => {
      removed ??= (async () => {
        end();
        await gone;
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      })();
      return removed;
    },
  };
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** Messages as JSON, each ended by a zero byte, on descriptors 3 and 4 (Chromium's `--remote-debugging-pipe`). */
function pipes(child: ChildProcess, end: () => void): ConnectOverCDPTransport {
  const [out, incoming] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  let pieces: Buffer[] = [];
  let size = 0;
  const transport: ConnectOverCDPTransport = {
    send: (message) => void out.write(`${JSON.stringify(message)}\0`),
    close: end,
  };
  incoming.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let zero = chunk.indexOf(0); zero >= 0; zero = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...pieces, chunk.subarray(start, zero)]).toString('utf8');
      [pieces, size, start] = [[], 0, zero + 1];
      nextTask(() => transport.onmessage?.(JSON.parse(text) as object));
    }
    pieces.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > LARGEST) end();
  });
  incoming.on('error', () => {});
  out.on('error', () => {});
  incoming.once('close', () => nextTask(() => transport.onclose?.()));
  return transport;
}

/** Of what a process said, the line that names the trouble. */
function telling(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /error while loading|ENOENT|EACCES|FATAL|No space/.test(line)) ?? lines.at(-1) ?? '';
}
