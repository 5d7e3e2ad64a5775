import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { wellness } from '../../src/local/wellness.ts';

describe('whether a process is well', () => {
  let now = 0;
  const well = () => {
    now = 0;
    return wellness({ now: () => now });
  };

  it('is that open incidents were looked after within the last minute', () => {
    const it = well();
    now = MINUTE;
    expect(it.isWell()).toBe(true);
    now += 1;
    expect(it.isWell()).toBe(false);
    it.looked();
    expect(it.isWell()).toBe(true);
  });

  it('is not so while a step keeps failing, looked after or not', () => {
    const it = well();
    it.troubled();
    expect(it.isWell()).toBe(false);
    for (; now <= 2 * MINUTE; now += 15 * SECOND) {
      it.looked();
      expect(it.isWell()).toBe(false);
    }
    it.looked();
    expect(it.isWell()).toBe(true);
  });
});
