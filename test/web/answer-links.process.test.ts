import { describe, expect, it } from '@jest/globals';
import { plainNode } from '../support/plain.ts';

/** 16,000 where nothing else is said; .ci/run asks for 100,000, which takes most of a minute. */
const LINKS = Number(process.env.LINKS ?? 16_000);

describe('thousands of answer links that must change nothing', () => {
  it('forged, expired, replayed and prefetched ones: no state is changed (A3, A6, G1)', async () => {
    const { code, out, err } = await plainNode('test/support/answer-links-process.ts', String(LINKS));
    expect([code, err]).toEqual([0, '']);
    const { counts, changed } = JSON.parse(out) as { counts: Record<string, number>; changed: readonly string[] };
    expect(changed).toEqual([]);
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(LINKS);
    expect(Object.keys(counts)).toHaveLength(8);
    expect(Math.min(...Object.values(counts))).toBe(LINKS / 8);
  }, 300_000);
});
