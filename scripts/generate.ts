import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { derived } from './derived.ts';

/** Writes everything that is derived from code; one test checks that what is committed is fresh. */
for (const [path, text] of Object.entries(derived())) {
  const file = new URL(`../${path}`, import.meta.url);
  mkdirSync(dirname(file.pathname), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}
