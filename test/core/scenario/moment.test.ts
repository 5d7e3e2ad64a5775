import { describe, expect, it } from '@jest/globals';
import { clockAt, dateAt, instantOf, inUnits, momentOf } from '../../../src/core/scenario/moment.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';

const MADRID = 'Europe/Madrid';
const START = Date.UTC(2026, 10, 2, 13, 0);

describe('moments of a scenario', () => {
  it.each([
    ['2026-11-02T14:00', START],
    ['2026-11-02T13:00Z', START],
    ['2026-11-02T08:00-05:00', START],
    // A local time that is skipped moves to the next valid one, of two the first counts (T1).
    ['2026-03-29T02:30', Date.UTC(2026, 2, 29, 1, 30)],
    ['2026-10-25T02:30', Date.UTC(2026, 9, 25, 0, 30)],
    ['2026-02-30T00:00', undefined],
    ['tomorrow', undefined],
  ])('%s by the clocks of Madrid', (text, at) => expect(instantOf(text, MADRID)).toBe(at));

  it.each([
    ['5m', START + 5 * MINUTE, MINUTE],
    ['90s', START + 90 * SECOND, SECOND],
    ['14:00', START, MINUTE],
    ['14:05', START + 5 * MINUTE, MINUTE],
    ['14:05:30', START + 5 * MINUTE + 30 * SECOND, SECOND],
    ['13:59', START + DAY - MINUTE, MINUTE],
    ['2026-11-03T14:00', START + DAY, MINUTE],
  ])('%s after a start at 14:00', (text, at, grain) => expect(momentOf(text, START, MADRID)).toEqual({ at, grain }));

  it.each(['soon', '25:00', '14:5', '5'])('%s is none', (text) =>
    expect(momentOf(text, START, MADRID)).toBeUndefined(),
  );

  it('is shown by the zone, and as a scenario would write it', () => {
    expect([clockAt(START + 70 * SECOND, MADRID), dateAt(START + 11 * HOUR, MADRID)]).toEqual([
      '14:01:10',
      '2026-11-03',
    ]);
    expect([0, 70_999, HOUR + 5 * MINUTE, 2 * DAY].map(inUnits)).toEqual(['0s', '1m10s', '1h5m', '2d']);
  });
});
