import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Hours, WEEKDAYS } from '../../../src/core/plan.ts';
import { closesAt, opensAt } from '../../../src/core/time/hours.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { timesOfDay, wallClocks } from '../../support/wall-clock.ts';

const at = (iso: string) => Date.parse(iso);
const utc = (moment: number) => (Number.isFinite(moment) ? new Date(moment).toISOString() : String(moment));
const office: Hours = { timezone: 'Europe/Madrid', days: WEEKDAYS.slice(0, 5), from: '08:00', to: '18:00' };
const nights: Hours = { ...office, from: '22:00', to: '06:00' };
const whole: Hours = { ...office, from: '00:00', to: '00:00' };
const hours = (timezone: string, from: string, to: string): Hours => ({ timezone, days: WEEKDAYS, from, to });

describe('hours (E6, T1)', () => {
  it.each<[string, Hours, string, string, string]>([
    ['open', office, '2026-10-23T15:59Z', '2026-10-23T15:59:00.000Z', '2026-10-23T16:00:00.000Z'],
    ['their end is outside', office, '2026-10-23T16:00Z', '2026-10-26T07:00:00.000Z', '2026-10-23T16:00:00.000Z'],
    [
      'over a weekend with a clock change',
      office,
      '2026-10-24T12:00Z',
      '2026-10-26T07:00:00.000Z',
      '2026-10-24T12:00:00.000Z',
    ],
    [
      'a night belongs to the day it begins on',
      nights,
      '2026-07-04T03:59Z',
      '2026-07-04T03:59:00.000Z',
      '2026-07-04T04:00:00.000Z',
    ],
    ['so Saturday has none', nights, '2026-07-04T20:30Z', '2026-07-06T20:00:00.000Z', '2026-07-04T20:30:00.000Z'],
    [
      'whole days that touch are one stretch',
      whole,
      '2026-07-07T12:00Z',
      '2026-07-07T12:00:00.000Z',
      '2026-07-10T22:00:00.000Z',
    ],
    [
      'until midnight',
      { ...office, from: '18:00', to: '00:00' },
      '2026-07-07T17:00Z',
      '2026-07-07T17:00:00.000Z',
      '2026-07-07T22:00:00.000Z',
    ],
    ['always', hours('Europe/Madrid', '09:00', '09:00'), '2026-03-29T01:00Z', '2026-03-29T01:00:00.000Z', 'Infinity'],
    ['never', { ...office, days: [] }, '2026-03-29T01:00Z', 'Infinity', '2026-03-29T01:00:00.000Z'],
    [
      'a start that is skipped is the next valid time',
      hours('Europe/Madrid', '02:30', '09:00'),
      '2026-03-29T00:59Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T00:59:00.000Z',
    ],
    [
      'hours that are skipped whole do not open',
      hours('Europe/Madrid', '02:15', '02:45'),
      '2026-03-29T00:00Z',
      '2026-03-30T00:15:00.000Z',
      '2026-03-29T00:00:00.000Z',
    ],
    [
      'of a start that comes twice the first opens',
      hours('Europe/Madrid', '02:30', '09:00'),
      '2026-10-25T00:00Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T00:00:00.000Z',
    ],
    [
      'of an end that comes twice the last closes',
      hours('Europe/Madrid', '00:00', '02:30'),
      '2026-10-25T00:45Z',
      '2026-10-25T00:45:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'Lord Howe: half an hour twice',
      hours('Australia/Lord_Howe', '00:00', '01:45'),
      '2026-04-04T15:00Z',
      '2026-04-04T15:00:00.000Z',
      '2026-04-04T15:15:00.000Z',
    ],
    [
      'Apia: from Thursday evening to Saturday morning at once',
      hours('Pacific/Apia', '22:00', '02:00'),
      '2011-12-30T09:59Z',
      '2011-12-30T09:59:00.000Z',
      '2011-12-30T12:00:00.000Z',
    ],
    [
      'Sao Paulo: a midnight that is skipped',
      hours('America/Sao_Paulo', '00:00', '06:00'),
      '2018-11-04T02:59Z',
      '2018-11-04T03:00:00.000Z',
      '2018-11-04T02:59:00.000Z',
    ],
  ])('%s', (_, plan, now, opens, closes) => {
    expect([utc(opensAt(plan, at(now))), utc(closesAt(plan, at(now)))]).toEqual([opens, closes]);
  });

  it('agree, minute by minute, with a clock on the wall', () => {
    const days = fc.subarray([...WEEKDAYS], { minLength: 1 });
    fc.assert(
      fc.property(wallClocks, timesOfDay, timesOfDay, days, (clock, from, to, on) => {
        const plan: Hours = { timezone: clock.zone, days: on, from, to };
        const isOpen = clock.isOpen(plan);
        const wrong = clock.minutes.filter((now, i) => {
          const changes = i > 0 && isOpen[i] !== isOpen[i - 1];
          const said = isOpen[i] ? opensAt(plan, now - MINUTE) : closesAt(plan, now - MINUTE);
          return (
            (opensAt(plan, now) === now) !== isOpen[i] ||
            (closesAt(plan, now) === now) === isOpen[i] ||
            (changes && said !== now)
          );
        });
        expect(wrong.map(utc)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
