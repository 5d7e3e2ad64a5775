import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');

/** The packages that importing a file of the repository loads, in a process of its own. */
export async function packagesLoadedBy(file: string): Promise<readonly string[]> {
  const child = join(import.meta.dirname, 'loads-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [child, pathToFileURL(join(root, file)).href]);
  return JSON.parse(stdout) as readonly string[];
}
