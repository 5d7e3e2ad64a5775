import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { burnOf, type Spending, spend } from '../../../src/core/check/burn.ts';
import type { Verdict } from '../../../src/core/check/check.ts';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY } from '../../support/plan.ts';

interface Check {
  readonly at: number;
  readonly verdict: Verdict;
}

/** The same over the raw list, as slowly as it is plain. */
function oracle(checks: readonly Check[], now: number, slo: number): boolean {
  const five = (at: number) => Math.floor(at / (5 * MINUTE));
  const rate = (buckets: number) => {
    const inside = checks.filter(({ at, verdict }) => verdict !== 'unknown' && five(at) > five(now) - buckets);
    const failed = inside.filter(({ verdict }) => verdict === 'down').length;
    return { failed, rate: inside.length === 0 ? 0 : failed / inside.length };
  };
  const burns = (times: number, long: number, short: number) => {
    const [whole, recent] = [rate(long), rate(short)];
    const limit = times * ((100 - slo) / 100);
    return whole.failed >= 3 && whole.rate >= limit && recent.failed > 0 && recent.rate >= limit;
  };
  return burns(14.4, 12, 2) || burns(6, 72, 7);
}

const spent = (checks: readonly Check[]): Spending | undefined =>
  checks.reduce<Spending | undefined>((known, { at, verdict }) => spend(known, at, verdict), undefined);

const checks = fc
  .record({
    start: fc.integer({ min: 0, max: 10 * MINUTE }),
    goodPerBad: fc.integer({ min: 0, max: 60 }),
    list: fc.array(
      fc.record({
        gap: fc.oneof(fc.constant(MINUTE), fc.integer({ min: 1, max: 20 * MINUTE }), fc.constant(2 * HOUR)),
        dice: fc.nat(60),
        other: fc.nat(20),
      }),
      { maxLength: 150 },
    ),
  })
  .map(({ start, goodPerBad, list }) => {
    let at = MONDAY + start;
    return list.map(({ gap, dice, other }): Check => {
      at += gap;
      const verdict = dice > goodPerBad ? 'down' : other === 0 ? 'unknown' : other === 1 ? 'degraded' : 'up';
      return { at, verdict };
    });
  });

describe('an error budget', () => {
  it('burns exactly when a plain count over all checks says so (I6)', () => {
    fc.assert(
      fc.property(
        checks,
        fc.constantFrom(50, 90, 95, 99, 99.5, 99.9, 99.99),
        fc.integer({ min: 0, max: 40 * MINUTE }),
        (list, slo, later) => {
          const now = (list.at(-1)?.at ?? MONDAY) + later;
          expect(burnOf(spent(list), now, slo) !== undefined).toBe(oracle(list, now, slo));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says how fast, of how many, in which window', () => {
    const each = (n: number, verdict: Verdict) => ({ at: MONDAY + n * MINUTE, verdict });
    const list = Array.from({ length: 60 }, (_, n) => each(n, n >= 55 ? 'down' : 'up'));
    const burn = burnOf(spent(list), MONDAY + 59 * MINUTE, 99.5);
    expect(burn).toMatchObject({ failed: 5, of: 60, over: HOUR });
    expect(Math.floor(burn!.times)).toBe(16);
  });

  it('never burns by one or two failed probes, however few there are (I6)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 400 }), (failures, good) => {
        const list = Array.from(
          { length: good + failures },
          (_, n): Check => ({
            at: MONDAY + n * MINUTE,
            verdict: n >= good ? 'down' : 'up',
          }),
        );
        expect(burnOf(spent(list), list.at(-1)?.at ?? MONDAY, 99.999)).toBeUndefined();
      }),
    );
  });

  it('fits into 2 KB even at a check a second', () => {
    let spending: Spending | undefined;
    for (let n = 0; n < 7 * 3600; n++) spending = spend(spending, MONDAY + n * 1_000, 'down');
    expect(spending?.checks).toHaveLength(72);
    expect(JSON.stringify(spending).length).toBeLessThan(1_500);
  });
});
