import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../src/adapters/system/clock.ts';

describe('the system clock', () => {
  it('tells whole milliseconds UTC', () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(Number.isInteger(now)).toBe(true);
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });
});
