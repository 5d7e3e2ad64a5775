import { describe, expect, it } from '@jest/globals';
import { quantity } from '../../../../src/kubernetes/evidence/capacity/quantity.ts';

describe('a quantity', () => {
  it.each([
    ['250m', 0.25],
    ['1', 1],
    ['1.5', 1.5],
    ['123456789n', 0.123456789],
    ['512Mi', 536_870_912],
    ['2Gi', 2_147_483_648],
    ['1e3', 1_000],
    ['128974848', 128_974_848],
    ['1M', 1_000_000],
    [undefined, undefined],
    ['', undefined],
    ['lots', undefined],
    ['1Zi', undefined],
  ])('%s', (text, value) => {
    if (value === undefined) expect(quantity(text)).toBeUndefined();
    else expect(quantity(text)).toBeCloseTo(value, 9);
  });
});
