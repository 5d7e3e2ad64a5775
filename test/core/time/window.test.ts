import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Window } from '../../../src/core/plan.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { nextWindow, windowAt } from '../../../src/core/time/window.ts';

const at = (iso: string) => Date.parse(iso);
const told = (stretch: { from: number; until: number } | undefined) =>
  stretch && [new Date(stretch.from).toISOString(), new Date(stretch.until).toISOString()];
const sundays: Window = {
  name: 'patching',
  timezone: 'Europe/Madrid',
  length: 4 * HOUR,
  starts: { at: '01:00', on: 'sunday' },
};

describe('windows (M1, T1)', () => {
  it('start by wall clock and last their length, also in the night of a clock change', () => {
    const night = ['2026-03-29T00:00:00.000Z', '2026-03-29T04:00:00.000Z'];
    expect(told(windowAt(sundays, at('2026-03-29T00:00Z')))).toEqual(night);
    expect(told(windowAt(sundays, at('2026-03-29T03:59:59.999Z')))).toEqual(night);
    expect(windowAt(sundays, at('2026-03-28T23:59:59.999Z'))).toBeUndefined();
    expect(windowAt(sundays, at('2026-03-29T04:00Z'))).toBeUndefined();
    expect(told(nextWindow(sundays, at('2026-03-28T23:59Z')))).toEqual(night);
    expect(told(nextWindow(sundays, at('2026-03-29T00:00Z')))).toEqual([
      '2026-04-04T23:00:00.000Z',
      '2026-04-05T03:00:00.000Z',
    ]);
  });

  it.each([
    ['a start that is skipped moves to the next valid time', '02:30', '2026-03-29T00:30Z', '2026-03-29T01:00:00.000Z'],
    ['of a start that comes twice the first counts', '02:30', '2026-10-24T22:00Z', '2026-10-25T00:30:00.000Z'],
    ['midnight begins the day', '00:00', '2026-07-01T21:59Z', '2026-07-01T22:00:00.000Z'],
    ['a leap day has one too', '09:00', '2028-02-28T12:00Z', '2028-02-29T08:00:00.000Z'],
  ])('%s', (_, time, now, from) => {
    const daily: Window = { ...sundays, starts: { at: time } };
    expect(told(nextWindow(daily, at(now)))![0]).toBe(from);
    expect(told(windowAt(daily, at(from)))![0]).toBe(from);
  });

  it('come once where they are given a moment', () => {
    const once: Window = { ...sundays, starts: { once: '2026-12-01T22:00' } };
    const stretch = ['2026-12-01T21:00:00.000Z', '2026-12-02T01:00:00.000Z'];
    expect(told(nextWindow(once, at('2026-01-01T00:00Z')))).toEqual(stretch);
    expect(windowAt(once, at('2026-12-01T20:59Z'))).toBeUndefined();
    expect(told(windowAt(once, at('2026-12-01T21:00Z')))).toEqual(stretch);
    expect(windowAt(once, at('2026-12-02T01:00Z'))).toBeUndefined();
    expect(nextWindow(once, at('2026-12-01T21:00Z'))).toBeUndefined();
  });

  it('that come again before they are over: the one that ends last counts', () => {
    const long: Window = { ...sundays, timezone: 'UTC', length: 30 * HOUR, starts: { at: '22:00' } };
    expect(told(windowAt(long, at('2026-07-02T23:00Z')))).toEqual([
      '2026-07-02T22:00:00.000Z',
      '2026-07-04T04:00:00.000Z',
    ]);
    expect(told(windowAt(long, at('2026-07-02T21:00Z')))![0]).toBe('2026-07-01T22:00:00.000Z');
  });

  it('the one in force contains now, the next one starts after it, and nothing starts between', () => {
    const zones = fc.constantFrom('Europe/Madrid', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia');
    const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const now = fc.integer({ min: at('2008-01-01T00:00Z'), max: at('2032-01-01T00:00Z') });
    fc.assert(
      fc.property(zones, times, fc.boolean(), now, (timezone, [h, m], weekly, moment) => {
        const time = `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
        const starts = weekly ? { at: time, on: 'sunday' as const } : { at: time };
        const window: Window = { name: 'w', timezone, length: 3 * HOUR, starts };
        const next = nextWindow(window, moment)!;
        expect(next.from).toBeGreaterThan(moment);
        // A day of 23 to 25 hours; the one that Apia left out makes a week of six.
        expect(next.from - moment).toBeLessThanOrEqual((weekly ? 7 : 1) * DAY + HOUR);
        expect(windowAt(window, next.from)).toEqual(next);
        expect(nextWindow(window, next.from - 1)).toEqual(next);
        for (let t = moment; t < next.from; t += (next.from - moment) / 7 + MINUTE) {
          const current = windowAt(window, t);
          expect(current === undefined || (current.from <= moment && t < current.until)).toBe(true);
          expect(nextWindow(window, t)).toEqual(next);
        }
      }),
      { numRuns: 200 },
    );
  });
});
