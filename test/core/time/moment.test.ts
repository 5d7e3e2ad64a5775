import { describe, expect, it } from '@jest/globals';
import { readMoment } from '../../../src/core/time/moment.ts';

/** A Friday evening in Madrid, the night before clocks go back. */
const NOW = Date.parse('2026-10-23T18:30Z');
const read = (text: string) => {
  const at = readMoment(text, NOW, 'Europe/Madrid');
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('a moment that a person wrote (T1)', () => {
  it.each([
    ['now', '2026-10-23T18:30:00.000Z'],
    ['2026-12-24T18:00', '2026-12-24T17:00:00.000Z'],
    ['2026-12-24 18:00', '2026-12-24T17:00:00.000Z'],
    ['2026-12-24T18:00:30', '2026-12-24T17:00:30.000Z'],
    ['2026-12-24', '2026-12-23T23:00:00.000Z'],
    ['2026-12-24T18:00Z', '2026-12-24T18:00:00.000Z'],
    ['2026-12-24T18:00-05:00', '2026-12-24T23:00:00.000Z'],
    ['+8h', '2026-10-24T02:30:00.000Z'],
    ['+1h30m', '2026-10-23T20:00:00.000Z'],
    ['23:00', '2026-10-23T21:00:00.000Z'],
    ['today 09:00', '2026-10-23T07:00:00.000Z'],
    ['tomorrow 09:00', '2026-10-24T07:00:00.000Z'],
    ['Sunday 09:00', '2026-10-25T08:00:00.000Z'],
    ['friday 21:00', '2026-10-23T19:00:00.000Z'],
    ['friday 20:30', '2026-10-30T19:30:00.000Z'],
    ['friday 09:00', '2026-10-30T08:00:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('%s is %s', (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it.each([
    '',
    'soon',
    '8h',
    '+',
    '+8',
    '2026-02-30T09:00',
    '2026-13-01T09:00Z',
    '24:00',
    '9:00',
    'someday 09:00',
    'friday',
  ])("'%s' is none", (text) => {
    expect(read(text)).toBeUndefined();
  });
});
