import { describe, expect, it } from '@jest/globals';
import { planOf, problemsOf, TWO } from '../support/config.ts';

const rotation = (handoff: string, more = '') =>
  `${TWO}people: { ada: { notify: [console] }, bob: { notify: [console] } }
rotations: { on-call: { handoff: { ${handoff} }, members: [ada, bob]${more} } }\n`;
const handoffOf = (handoff: string) => planOf(rotation(handoff)).policy.roster.rotations['on-call']?.handoff;

describe('turns of a rotation', () => {
  it.each([
    ['every: hour', { every: 'hour', at: '09:00' }],
    ['every: day, at: "08:00"', { every: 'day', at: '08:00' }],
    ['every: week, on: monday', { every: 'week', at: '09:00', on: 'monday' }],
    ['every: week, on: Fri', { every: 'week', at: '09:00', on: 'friday' }],
    ['every: 12h', { every: 'hour', count: 12, at: '09:00' }],
    ['every: 3d', { every: 'day', count: 3, at: '09:00' }],
    ['every: 3 days', { every: 'day', count: 3, at: '09:00' }],
    ['every: 1 week', { every: 'week', at: '09:00' }],
    ['every: 2w', { every: 'week', count: 2, at: '09:00' }],
    ['every: 2 weeks, on: tuesday', { every: 'week', count: 2, at: '09:00', on: 'tuesday' }],
  ])('{ %s } are these', (written, expected) => {
    expect(handoffOf(written)).toEqual(expected);
  });

  it("follow the clocks of the file's zone, or of the one they name (T1)", () => {
    const zoneOf = (more = '') => planOf(rotation('every: day', more)).policy.roster.rotations['on-call']?.timezone;
    expect(zoneOf()).toBe('Europe/Madrid');
    expect(zoneOf(', timezone: Asia/Tokyo')).toBe('Asia/Tokyo');
  });

  it("begin with the first member's on a date, and of weeks on its weekday (T1)", () => {
    expect(handoffOf('every: 3 days, from: "2026-01-07"')).toEqual({
      every: 'day',
      count: 3,
      at: '09:00',
      from: '2026-01-07',
    });
    expect(handoffOf('every: 2w, from: "2026-01-07"')).toMatchObject({ on: 'wednesday', from: '2026-01-07' });
    expect(handoffOf('every: week, on: monday, from: "2026-01-05"')).toMatchObject({
      on: 'monday',
      from: '2026-01-05',
    });
  });

  it.each([
    [
      'every: fortnight',
      'rotations.on-call.handoff.every: write hour, day or week, or a number of them: 12h, 3 days, 2w',
    ],
    ['every: 0d', 'write hour, day or week, or a number of them'],
    ['every: 14', 'write hour, day or week, or a number of them'],
    ['every: week, on: mondy', "there is no day 'mondy'. Did you mean 'monday'?"],
    ['every: 3 days, on: monday', "'on' is for turns of weeks, and these are of '3 days'. Take 'on' out."],
    [
      'every: week, on: monday, from: "2026-01-07"',
      '2026-01-07 is a wednesday, and turns begin on monday. Change one of them.',
    ],
    ['every: week, from: "2026-02-30"', 'there is no such date'],
    ['every: week, from: tomorrow', 'write a date as "2026-01-05", in quotes'],
  ])('{ %s } are a problem', (written, expected) => {
    expect(problemsOf(rotation(written))).toContain(expected);
  });

  it.each([
    ['{ from: "2026-12-26T09:00", to: "2026-12-24T18:00", member: bob }', 'which is not after its start'],
    ['{ from: "2026-02-29T09:00", to: "2026-03-02T18:00", member: bob }', 'there is no such date'],
    ['{ from: "2026-12-24T18:00", to: "2026-12-26T09:00", member: bop }', "there is no person or team 'bop'"],
  ])('cannot be taken over by %s', (override, expected) => {
    expect(problemsOf(rotation('every: week', `, overrides: [${override}]`))).toContain(expected);
  });
});
