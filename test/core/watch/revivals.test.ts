import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { type Revivals, withRevived } from '../../../src/core/watch/revivals.ts';
import { MONDAY } from '../../support/plan.ts';

describe('what is remembered of revivals', () => {
  it('is of the last half hour', () => {
    const first = withRevived({}, ['shop-1'], MONDAY);
    const later = withRevived(first, ['shop-1', 'bank-2'], MONDAY + 10 * MINUTE);
    expect(later).toEqual({ 'shop-1': [MONDAY, MONDAY + 10 * MINUTE], 'bank-2': [MONDAY + 10 * MINUTE] });
    expect(withRevived(later, [], MONDAY + 30 * MINUTE)['shop-1']).toEqual([MONDAY + 10 * MINUTE]);
    expect(withRevived(later, [], MONDAY + 40 * MINUTE)).toEqual({});
  });

  it('is bounded', () => {
    let all: Revivals = {};
    const ids = Array.from({ length: 200 }, (_, n) => `shop-${n}`);
    for (let n = 0; n < 30; n++) all = withRevived(all, ids, MONDAY + n * 1_000);
    expect(Object.keys(all)).toHaveLength(50);
    expect(Math.max(...Object.values(all).map((moments) => moments.length))).toBe(10);
  });
});
