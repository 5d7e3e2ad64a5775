import { describe, expect, it } from '@jest/globals';
import type { Swept } from '../../scripts/soak/sweep.ts';
import { plainNode } from '../support/plain.ts';

const soak = (...args: readonly string[]) => plainNode('scripts/soak/soak.ts', '--workers', '1', ...args);

describe('npm run soak', () => {
  it('V1 to V6 hold over a short sweep, in which everything happens (V1–V6)', async () => {
    const { code, out } = await soak('--incidents', '400', '--seed', '97', '--json');
    const { tally, broken } = JSON.parse(out) as Swept;
    expect([code, broken]).toEqual([0, []]);
    expect(tally.incidents).toBeGreaterThanOrEqual(400);
    // Few of all worlds have one: the next test has nothing else.
    const { rollbacks: _, ...others } = tally;
    for (const [what, times] of Object.entries({ ...others, ...tally.faults }))
      if (typeof times === 'number') expect([what, times > 0]).toEqual([what, true]);
    expect(Object.keys(tally.faults).length).toBeGreaterThanOrEqual(18);
  }, 60_000);

  it('production is rolled back in worlds of its own, and only as G2 to G4 allow (--only rollbacks)', async () => {
    const { code, out } = await soak('--incidents', '150', '--seed', '1', '--only', 'rollbacks', '--json');
    const { tally, broken } = JSON.parse(out) as Swept;
    expect([code, broken]).toEqual([0, []]);
    expect(tally.rollbacks).toBeGreaterThanOrEqual(5);
  }, 60_000);

  it('the same seeds give the same worlds in every process (V5)', async () => {
    const digest = async () => (JSON.parse((await soak('--incidents', '60', '--json')).out) as Swept).digest;
    const [first, second] = await Promise.all([digest(), digest()]);
    expect(first).toBe(second);
  }, 60_000);

  it('prints the world of a seed in words', async () => {
    const { code, out } = await soak('--seed', '3', '--trace');
    expect(code).toBe(0);
    for (const word of ['truth', 'record', 'page', 'config', 'calm']) expect(out).toContain(word);
  }, 30_000);

  it('says what is wrong with its options', async () => {
    const { code, err } = await soak('--incidents', 'many');
    expect(code).not.toBe(0);
    expect(err).toContain("--incidents 'many': a whole number from 1 is wanted");
    const other = await soak('--only', 'storms');
    expect([other.code !== 0, other.err]).toEqual([
      true,
      expect.stringContaining("--only 'storms': there is rollbacks"),
    ]);
  }, 30_000);
});
