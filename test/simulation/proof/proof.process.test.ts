import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const PROCESS = join(import.meta.dirname, '../../support/proof-process.ts');

/** In plain Node: Jest runs hot loops at half the speed. */
async function examined(seed: number, policies: number, starts: number, simulated: number) {
  const args = [PROCESS, ...[seed, policies, starts, simulated].map(String)];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
}

describe('random policies', () => {
  it('are proven and refuted as each start by itself is, and as the whole simulation shows (V1)', async () => {
    const { wrong, ...counts } = await examined(20_270_328, 10, 30, 3);
    expect(wrong).toEqual([]);
    // Neither verdict is empty, nor does the simulation only ever see one.
    const enough = { proven: 3, refuted: 10, starts: 500, late: 50, simulations: 60, simulatedLate: 8 };
    const few = Object.entries(enough).filter(([what, least]) => counts[what] < least);
    expect([few, counts]).toEqual([[], counts]);
  }, 240_000);
});
