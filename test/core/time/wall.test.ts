import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY, HOUR } from '../../../src/core/time/instant.ts';
import { instantOf, wallAt, wallOf } from '../../../src/core/time/wall.ts';

const utc = (at: number) => new Date(at).toISOString();
const at = (iso: string) => Date.parse(iso);

describe('a local time as a moment (T1)', () => {
  it.each([
    ['Europe/Madrid', '2026-03-29T01:59', '2026-03-29T00:59:00.000Z', 'a minute before clocks go forward'],
    ['Europe/Madrid', '2026-03-29T02:00', '2026-03-29T01:00:00.000Z', 'the first that is skipped'],
    ['Europe/Madrid', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z', 'skipped: 03:00 is the next valid one'],
    ['Europe/Madrid', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z', 'the next valid one itself'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:00:00.000Z', 'skipped'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00.000Z', 'skipped: clocks go forward by 30 minutes'],
    ['Australia/Lord_Howe', '2026-10-04T02:30', '2026-10-03T15:30:00.000Z', 'the first half hour after them'],
    ['America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T03:00:00.000Z', 'a midnight that is skipped'],
    ['America/Sao_Paulo', '2018-11-04T00:30', '2018-11-04T03:00:00.000Z', 'half an hour after such a midnight'],
    ['America/Sao_Paulo', '2018-02-18T00:00', '2018-02-18T03:00:00.000Z', 'a midnight that is put off once'],
    ['Pacific/Apia', '2011-12-29T23:59', '2011-12-30T09:59:00.000Z', 'the last minute before the date line'],
    ['Pacific/Apia', '2011-12-30T09:00', '2011-12-30T10:00:00.000Z', 'on a day that never was'],
    ['Pacific/Apia', '2011-12-31T00:00', '2011-12-30T10:00:00.000Z', 'the first minute after it'],
    ['Asia/Kathmandu', '2026-07-01T09:00', '2026-07-01T03:15:00.000Z', 'an offset of 5:45'],
    ['Europe/Madrid', '2028-02-29T09:00', '2028-02-29T08:00:00.000Z', 'a leap day'],
    ['Africa/Casablanca', '2026-03-22T02:30', '2026-03-22T02:00:00.000Z', 'skipped at the end of Ramadan'],
    ['+05:30', '2026-07-01T09:00', '2026-07-01T03:30:00.000Z', 'a zone that is an offset'],
    ['UTC', '2026-12-31T23:59:59', '2026-12-31T23:59:59.000Z', 'with seconds'],
  ])('%s %s is %s: %s', (zone, text, moment) => {
    expect([utc(instantOf(wallOf(text), zone)), utc(instantOf(wallOf(text), zone, 'last'))]).toEqual([moment, moment]);
  });

  it.each([
    ['Europe/Madrid', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z'],
    ['America/Sao_Paulo', '2018-02-17T23:30', '2018-02-18T01:30:00.000Z', '2018-02-18T02:30:00.000Z'],
    ['America/St_Johns', '2006-10-29T00:00', '2006-10-29T02:30:00.000Z', '2006-10-29T03:30:00.000Z'],
    ['America/Juneau', '1867-10-18T16:00', '1867-10-18T00:57:41.000Z', '1867-10-19T00:57:41.000Z'],
  ])('%s %s comes twice: first %s, last %s', (zone, text, first, last) => {
    expect([utc(instantOf(wallOf(text), zone)), utc(instantOf(wallOf(text), zone, 'last'))]).toEqual([first, last]);
  });

  it('is what the clock reads then, or what it reads next, and later local times are never earlier moments', () => {
    const zones = fc.constantFrom(
      'Europe/Madrid',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'America/New_York',
      'America/Sao_Paulo',
      'Africa/Casablanca',
      'Antarctica/Troll',
    );
    const walls = fc.integer({ min: at('2008-01-01T00:00Z'), max: at('2038-01-01T00:00Z') });
    fc.assert(
      fc.property(zones, walls, fc.integer({ min: 0, max: 2 * DAY }), (zone, wall, more) => {
        const [first, last] = [instantOf(wall, zone), instantOf(wall, zone, 'last')];
        expect(last).toBeGreaterThanOrEqual(first);
        expect(wallAt(first, zone)).toBeGreaterThanOrEqual(wall);
        if (wallAt(first, zone) > wall) expect(wallAt(first - 1, zone)).toBeLessThan(wall);
        else expect(wallAt(last, zone)).toBe(wall);
        expect(instantOf(wall + more, zone)).toBeGreaterThanOrEqual(first);
        expect(instantOf(wall + more, zone, 'last')).toBeGreaterThanOrEqual(last);
        expect(last - first).toBeLessThanOrEqual(2 * HOUR);
      }),
      { numRuns: 300 },
    );
  });

  it('is an error in a zone, or on a day, that there is not', () => {
    expect(() => instantOf(0, 'Europe/Atlantis')).toThrow(RangeError);
    expect(() => wallOf('2026-02-30T09:00')).toThrow(RangeError);
  });
});
