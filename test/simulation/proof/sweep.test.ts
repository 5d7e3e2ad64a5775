import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Run } from '../../../src/simulation/proof/run.ts';
import { without } from '../../../src/simulation/proof/spans.ts';
import { sweep } from '../../../src/simulation/proof/sweep.ts';

/** A story with moments, as ms after its start; `before` is how long before the edge it starts. */
type Story = (before: number) => { readonly shape: string; readonly moments: readonly number[] };
const running =
  (story: Story, count: () => void = () => {}) =>
  (before: number): Run => {
    count();
    const { shape, moments } = story(before);
    const start = 1_000_000 - before;
    return { start, verdict: 'in time', shape, moments: moments.map((at) => at + start), lines: [], pages: [] };
  };

/** Pages at once and after a minute; whoever is on call then. */
const twoPages: Story = (before) => ({
  shape: [0, 60_000].map((at) => (at < before ? 'ana' : 'ben')).join(),
  moments: [0, 60_000],
});

describe('the sweep over all starts of a stretch', () => {
  it('settles half a million starts with a handful of runs', () => {
    let runs = 0;
    const swaths = sweep(
      { near: 1, far: 500_000 },
      [0],
      running(twoPages, () => runs++),
    );
    expect(swaths.map(({ far, near, run }) => [far, near, run.shape])).toEqual([
      [500_000, 60_001, 'ana,ana'],
      [60_000, 1, 'ana,ben'],
    ]);
    expect(runs).toBeLessThan(12);
  });

  it('finds an edge that only a moment after an edge meets', () => {
    // At the hand-off somebody is paged, and half a minute later again: by then the second edge may have been.
    const story: Story = (before) => {
      const second = before + 30_000;
      return { shape: second < 60_000 ? 'early' : 'late', moments: [0, before, second, 60_000] };
    };
    const shapes = sweep({ near: 1, far: 100_000 }, [0], running(story)).map(({ far, run }) => [far, run.shape]);
    expect(shapes.filter(([far]) => Number(far) >= 30_000).every(([, shape]) => shape === 'late')).toBe(true);
    expect(shapes.find(([, shape]) => shape === 'early')?.[0]).toBe(29_999);
  });

  it('notices a comparison of times that were never moments', () => {
    // The sooner of a fixed time and one that hangs on the edge is used; the other is nowhere to be seen.
    const story: Story = (before) => ({ shape: 'paged', moments: [0, Math.min(20_000, before + 5_000)] });
    const swaths = sweep({ near: 1, far: 40_000 }, [0], running(story));
    for (const { far, near, run } of swaths) {
      const stays = (story(far).moments[1] ?? 0) === (story(near).moments[1] ?? 0);
      const moves = (story(far).moments[1] ?? 0) - (story(near).moments[1] ?? 0) === far - near;
      expect([run.shape, stays || moves]).toEqual(['paged', true]);
    }
  });

  it('covers every start exactly once, and tells of each what its own run would', () => {
    const edges = fc
      .uniqueArray(fc.integer({ min: 1, max: 3_000 }), { maxLength: 3 })
      .map((all) => [0, ...all.sort((a, b) => a - b)]);
    const looks = fc.uniqueArray(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edges, looks, fc.integer({ min: 1, max: 2_500 }), (at, after, cap) => {
        const story: Story = (before) => {
          const moments = [0, ...after, ...at.map((edge) => edge + before)].sort((a, b) => a - b);
          return { shape: after.map((look) => at.filter((edge) => edge + before <= look).length).join(), moments };
        };
        const swaths = sweep({ near: 1, far: cap }, at, running(story));
        let expected = cap;
        for (const { far, near, run } of swaths) {
          expect(far).toBe(expected);
          for (let before = near; before <= far; before++)
            if (story(before).shape !== run.shape) throw new Error(`${before}`);
          expected = near - 1;
        }
        expect(expected).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('spans', () => {
  it('leave what no other covers', () => {
    const span = { near: 10, far: 20 };
    expect(without(span, [])).toEqual([span]);
    expect(without(span, [{ near: 12, far: 14 }])).toEqual([
      { near: 10, far: 11 },
      { near: 15, far: 20 },
    ]);
    expect(
      without(span, [
        { near: 1, far: 15 },
        { near: 16, far: 30 },
      ]),
    ).toEqual([]);
    expect(
      without(span, [
        { near: 20, far: 20 },
        { near: 1, far: 10 },
      ]),
    ).toEqual([{ near: 11, far: 19 }]);
  });
});
