import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Mutant } from './mutant.ts';

const root = resolve(import.meta.dirname, '../..');

/** Everything the simulator runs. */
const PARTS = ['package.json', 'functions', 'src', 'scripts/soak'];

/** A file's text with the bug in it. Throws where the text it is to replace is not there exactly once. */
export function patched({ bug, file, from, to }: Mutant): string {
  const text = readFileSync(join(root, file), 'utf8');
  const times = text.split(from).length - 1;
  if (times !== 1)
    throw new Error(
      `mutant '${bug}': its text is ${times === 0 ? 'not' : `${times} times`} in ${file}, once is wanted; bring scripts/mutations/mutants.ts up to date:\n${from}`,
    );
  return text.replace(from, () => to);
}

/** A copy of the simulator with the bug in it, in a folder of its own; `remove` when done. */
export function mutated(mutant: Mutant): { readonly folder: string; readonly remove: () => void } {
  const text = patched(mutant);
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-mutant-'));
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, mutant.file), text);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
