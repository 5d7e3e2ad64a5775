import { describe, expect, it } from '@jest/globals';
import { plainNode } from '../support/plain.ts';

describe('100,000 answer links that must change nothing', () => {
  it('forged, expired, replayed and prefetched ones: no state is changed (A3, A6, G1)', async () => {
    const { code, out, err } = await plainNode('test/support/answer-links-process.ts', '100000');
    expect([code, err]).toEqual([0, '']);
    const { counts, changed } = JSON.parse(out) as { counts: Record<string, number>; changed: readonly string[] };
    expect(changed).toEqual([]);
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(100_000);
    expect(Object.keys(counts)).toHaveLength(8);
    expect(Math.min(...Object.values(counts))).toBe(12_500);
  }, 300_000);
});
