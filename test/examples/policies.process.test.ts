import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const tocsin = join(root, 'bin/tocsin.js');
const YEAR = ['--from', '2027-01-01', '--months', '12', '-o', 'json'];

/** In a process of its own: Jest runs hot loops more slowly, and two of them use both cores. */
async function proofOf(file: string) {
  const { stdout } = await promisify(execFile)(process.execPath, [tocsin, 'prove', '-f', file, ...YEAR], {
    cwd: root,
  }).catch((refuted) => refuted);
  const { proven, covered, counterexamples } = JSON.parse(stdout);
  return [file, proven, covered.minutes, counterexamples.map(({ says }: { says: string }) => says)];
}

it('every shipped policy is proven for a year: whoever copies one begins without a hole (E2, E6)', async () => {
  const shipped = ['examples/fastapi-nextjs.yaml', 'examples/web-service.yaml', 'examples/compose.yaml'];
  const minutes = 365 * 24 * 60;
  expect(await Promise.all(shipped.map(proofOf))).toEqual(shipped.map((file) => [file, true, minutes, []]));
}, 120_000);
