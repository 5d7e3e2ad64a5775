import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Habits, learned, settled, usualAt } from '../../../src/core/check/usual.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY } from '../../support/plan.ts';

const learn = (habits: Habits, at: Instant, ms: number, zone = 'UTC', days = 7): Habits =>
  learned(settled(habits, at, zone, days), at, zone, ms);
const usual = (habits: Habits, at: Instant, zone = 'UTC', days = 7) =>
  usualAt(settled(habits, at, zone, days), at, zone, days);

/** An hour of checks, evenly spread. */
const hour = (habits: Habits, from: Instant, times: readonly number[], zone = 'UTC', days = 7): Habits =>
  times.reduce((now, ms, i) => learn(now, from + Math.floor((i * HOUR) / times.length), ms, zone, days), habits);

/** The same hour of the days before `at`, the farthest first. */
const pastDays = (at: Instant, perDay: readonly (readonly number[])[], zone = 'UTC', days = 7): Habits =>
  perDay.reduce<Habits>((now, times, i) => hour(now, at - (perDay.length - i) * DAY, times, zone, days), {});

const median = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1]!;
};
const middle = MONDAY + 30 * MINUTE;

describe('what is usual at this hour', () => {
  it('is the median of the days, each by its own median, to 3 % (I6)', () => {
    const day = fc.array(fc.double({ min: 1, max: 200_000, noNaN: true }), { minLength: 10, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(day, { minLength: 3, maxLength: 7 }), (perDay) => {
        const medians = perDay.map(median).sort((a, b) => a - b);
        const [low, high] = [
          medians[Math.floor((medians.length - 1) / 2)]!,
          medians[Math.ceil((medians.length - 1) / 2)]!,
        ];
        const found = usual(pastDays(MONDAY, perDay), middle)!;
        expect(found).toBeGreaterThan(low * 0.97);
        expect(found).toBeLessThan(high * 1.03);
      }),
      { numRuns: 50 },
    );
  });

  it('needs three days of ten checks each at that hour (I6)', () => {
    const full = Array.from({ length: 10 }, () => 700);
    expect(usual(pastDays(MONDAY, [full, full]), middle)).toBeUndefined();
    expect(usual(pastDays(MONDAY, [full, full, full.slice(1)]), middle)).toBeUndefined();
    expect(usual(pastDays(MONDAY, [full, full, full]), middle)).toBeGreaterThan(0);
    expect(usual(pastDays(MONDAY, [full, full, full]), middle + HOUR)).toBeUndefined();
  });

  it('forgets what is older than its days, however long nothing is learned', () => {
    const full = Array.from({ length: 12 }, () => 700);
    const known = pastDays(MONDAY, [full, full, full]);
    expect(usual(known, middle + 4 * DAY)).toBeGreaterThan(0);
    expect(usual(known, middle + 5 * DAY)).toBeUndefined();
  });

  it('takes the slower neighbour close to the edge of the hour: what runs by the clock does not end by it', () => {
    const [fast, slow] = [Array.from({ length: 12 }, () => 700), Array.from({ length: 12 }, () => 2_900)];
    let known: Habits = {};
    for (let day = 3; day > 0; day--)
      known = hour(hour(known, MONDAY - day * DAY, slow), MONDAY - day * DAY + HOUR, fast);
    const at = (minutes: number) => Math.round(usual(known, MONDAY + minutes * MINUTE)! / 100);
    expect([at(30), at(59), at(61), at(69), at(71), at(90)]).toEqual([29, 29, 29, 29, 7, 7]);
  });

  it('goes by the wall clock: a nightly job keeps its hour when summer time ends (T1)', () => {
    const zone = 'Europe/Madrid';
    const nightly = Array.from({ length: 12 }, () => 2_900);
    // 03:00 in Madrid is 01:00 UTC until 25 October 2026, and 02:00 UTC from then on.
    const sunday = Date.UTC(2026, 9, 25, 2, 0);
    let known: Habits = {};
    for (let day = 4; day > 0; day--) known = hour(known, sunday - day * DAY - HOUR, nightly, zone);
    expect(usual(known, sunday + 30 * MINUTE, zone)).toBeGreaterThan(2_800);
    expect(usual(known, sunday - 30 * MINUTE, zone)).toBeUndefined();
  });

  it('fits into 12 KB with 28 days of every hour, and the most ragged hour at a check a second', () => {
    let known: Habits = {};
    for (let at = MONDAY; at < MONDAY + 30 * DAY; at += 5 * MINUTE) known = learn(known, at, 290_000, 'UTC', 28);
    for (let n = 0; n < 3_600; n++) known = learn(known, MONDAY + 30 * DAY + n * 1_000, 1.0042 ** n, 'UTC', 28);
    expect(known.past?.flat()).toHaveLength(24 * 28);
    expect(Object.keys(known.pace?.counts ?? {}).length).toBeGreaterThan(400);
    expect(JSON.stringify(known).length).toBeLessThan(12_000);
  });
});
