import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Runs a file of the repository as plain Node, which is twice as fast as under jest; answers its exit code and what it printed. */
export function plainNode(
  file: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((done, fail) => {
    execFile(process.execPath, [join(root, file), ...args], { maxBuffer: 2 ** 26 }, (error, out, err) => {
      if (error && typeof error.code !== 'number') fail(error);
      else done({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}
