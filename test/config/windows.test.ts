import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { planOf, problemsOf, TWO } from '../support/config.ts';

const maintenance = (window: string) => `${TWO}maintenance:\n  - { name: weekly, ${window} }\n`;

describe('maintenance and freezes', () => {
  it.each([
    ['every: "sunday 02:00", for: 1h', { length: HOUR, starts: { at: '02:00', on: 'sunday' } }],
    ['every: "Sun 02:00", for: 1h', { length: HOUR, starts: { at: '02:00', on: 'sunday' } }],
    ['every: "daily 03:00", for: 90m', { length: 90 * MINUTE, starts: { at: '03:00' } }],
    ['every: "day 03:00", for: 90m', { length: 90 * MINUTE, starts: { at: '03:00' } }],
    ['from: "2026-12-24T18:00", to: "2026-12-26T09:00"', { length: 39 * HOUR, starts: { once: '2026-12-24T18:00' } }],
  ])('{ %s } comes so often and lasts so long (M1)', (window, expected) => {
    expect(planOf(maintenance(window)).maintenance).toEqual([
      { name: 'weekly', timezone: 'Europe/Madrid', monitors: ['shop', 'api'], ...expected },
    ]);
  });

  it('lasts as long as clocks say, an hour less or more where they are changed (T1)', () => {
    const lengths = (zone: string) =>
      [
        ['2027-03-28T00:00', '2027-03-29T00:00'],
        ['2026-10-25T00:00', '2026-10-26T00:00'],
        ['2026-10-25T02:30', '2026-10-25T02:45'],
      ].map(
        ([from, to]) => planOf(maintenance(`from: "${from}", to: "${to}", timezone: ${zone}`)).maintenance[0]!.length,
      );
    expect(lengths('Europe/Madrid')).toEqual([DAY - HOUR, DAY + HOUR, HOUR + 15 * MINUTE]);
    expect(lengths('UTC')).toEqual([DAY, DAY, 15 * MINUTE]);
  });

  it('is of the monitors it names, in the zone it names', () => {
    const [window] = planOf(maintenance('every: "monday 04:00", for: 1h, timezone: UTC, monitors: [api]')).maintenance;
    expect(window).toMatchObject({ timezone: 'UTC', monitors: ['api'] });
  });

  it('freezes remedies by the same windows, without monitors (G4)', () => {
    const text = `${TWO}freeze: [{ name: release, every: "friday 16:00", for: 2d }]\n`;
    expect(planOf(text).freeze).toEqual([
      { name: 'release', timezone: 'Europe/Madrid', length: 2 * DAY, starts: { at: '16:00', on: 'friday' } },
    ]);
    expect(problemsOf(text.replace('for: 2d', 'for: 2d, monitors: [api]'))).toContain("unknown key 'monitors'");
  });

  it.each([
    ['nothing', '', "one of these is missing: 'every' with 'for', or 'from' with 'to'. Write one of them."],
    [
      'no length',
      'every: "sunday 02:00"',
      "tocsin.yaml:6:21  maintenance.0.every: 'every' needs 'for' beside it. Add 'for'.",
    ],
    ['no end', 'from: "2026-12-24T18:00"', "'from' needs 'to' beside it"],
    [
      'both ways at once',
      'every: "sunday 02:00", for: 1h, from: "2026-12-24T18:00", to: "2026-12-26T09:00"',
      "maintenance.0.from: 'from' and 'every' do not go together. Write 'every' with 'for', or 'from' with 'to'.",
    ],
    ['an end before its start', 'from: "2026-12-26T09:00", to: "2026-12-24T18:00"', "Write a 'to' after 'from'."],
    ['a day there is not', 'every: "sundey 02:00", for: 1h', "there is no day 'sundey'. Did you mean 'sunday'?"],
    ['a time there is not', 'every: "sunday 24:00", for: 1h', 'write when it starts, each week or each day'],
    ['a date there is not', 'from: "2026-02-30T18:00", to: "2026-03-01T09:00"', 'there is no such date'],
    ['an hour there is not', 'from: "2026-02-20T25:00", to: "2026-03-01T09:00"', 'write a local moment as'],
    ['no end at all, daily', 'every: "daily 02:00", for: 24h', 'it would never end: it starts again after 24 h'],
    ['no end at all, weekly', 'every: "monday 02:00", for: 1w', 'it would never end: it starts again after 7 d'],
    [
      'a monitor there is not',
      'every: "daily 02:00", for: 1h, monitors: [apis]',
      "there is no monitor 'apis'. Did you mean 'api'?",
    ],
    ['a zone there is not', 'every: "daily 02:00", for: 1h, timezone: Madrid', "'Madrid' is not a time zone"],
    ['a word too many', 'every: "daily 02:00", for: 1h, untill: x', "unknown key 'untill'"],
  ])('with %s is a problem with its place', (_what, window, expected) => {
    expect(problemsOf(maintenance(window))).toContain(expected);
  });

  it('has a name of its own: mutes are called after it', () => {
    const twice = `${maintenance('every: "daily 02:00", for: 1h')}  - { name: weekly, every: "daily 05:00", for: 1h }\n`;
    expect(problemsOf(twice)).toContain("tocsin.yaml:7:13  maintenance.1.name: another window is called 'weekly' too");
  });
});
