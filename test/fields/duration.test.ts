import { describe, expect, it } from '@jest/globals';
import { duration } from '../../src/fields/duration.ts';

describe('durations in a config file', () => {
  it.each([
    ['800ms', 800],
    ['1.5s', 1_500],
    ['1h30m', 5_400_000],
    ['21d', 1_814_400_000],
  ])('%s is %i ms', (text, ms) => expect(duration().parse(text)).toBe(ms));

  it.each(['', '5', '5 min', '-5m', 'soon', 5, null])('%j is refused', (value) => {
    expect(duration().safeParse(value).success).toBe(false);
  });
});
