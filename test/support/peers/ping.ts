import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A `ping` that does what a test wants, found before the system's. */
export interface PingProgram {
  readonly folder: string;
  close(): Promise<void>;
}

/** Puts a shell script named `ping` first in this process's PATH until it is closed. */
export async function pingProgram(...lines: readonly string[]): Promise<PingProgram> {
  const before = process.env.PATH;
  const folder = await mkdtemp(join(tmpdir(), 'ping-'));
  await writeFile(join(folder, 'ping'), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  process.env.PATH = `${folder}:${before ?? ''}`;
  return {
    folder,
    async close() {
      process.env.PATH = before;
      await rm(folder, { recursive: true });
    },
  };
}

/** Lines of a script that print the sums of iputils. */
export const sums = (sent: number, received: number, average = 0.5): readonly string[] => {
  const lost = (100 * (sent - received)) / sent;
  const counted = `${sent} packets transmitted, ${received} received, ${Number(lost.toPrecision(6))}% packet loss, time 1ms`;
  const timed = received > 0 ? [`echo "rtt min/avg/max/mdev = ${average}/${average}/${average}/0.000 ms"`] : [];
  return [`echo "${counted}"`, ...timed];
};
