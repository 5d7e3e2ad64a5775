import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Copies installed packages, with all that they depend on, into a folder's `node_modules`: what cannot be bundled, a browser
 * above all. `from`: a folder whose imports find them. Throws where one is not installed.
 */
export function carry(names: readonly string[], from: string, to: string): void {
  const carried = new Set<string>();
  const take = (name: string, importer: string) => {
    if (carried.has(name)) return;
    carried.add(name);
    const folder = folderOf(name, importer);
    // What is nested in it is another version of something: it comes along.
    cpSync(folder, join(to, 'node_modules', name), { recursive: true, dereference: true });
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    for (const each of Object.keys(dependencies))
      if (!existsSync(join(folder, 'node_modules', each))) take(each, folder);
  };
  for (const name of names) take(name, from);
}

/** As Node finds packages: in the next `node_modules` upward. */
function folderOf(name: string, importer: string): string {
  for (let at = importer; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (at === dirname(at)) throw new Error(`the package ${name} is not installed: npm install ${name}`);
  }
}
