import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of the newest table of functions in RESULTS.md: its name in code, its bytes. */
const ROW = /^\| function `([\w-]+)` \| ([\d,]+) bytes/;

/** Bytes of each function as `bench/RESULTS.md` has them, the newest. */
export function recordedBytes(): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const line of readFileSync(join(import.meta.dirname, '../RESULTS.md'), 'utf8').split('\n')) {
    const [, name, bytes] = ROW.exec(line) ?? [];
    if (name !== undefined && bytes !== undefined) found[name] ??= Number(bytes.replaceAll(',', ''));
  }
  return found;
}
