import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Rotation } from '../../../src/core/plan.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { onCall, takeover, turnsBetween } from '../../../src/core/time/rotation.ts';
import { timesOfDay, wallClocks } from '../../support/wall-clock.ts';

const weekly: Rotation = {
  timezone: 'Europe/Madrid',
  handoff: { every: 'week', on: 'monday', at: '09:00' },
  members: ['ada', 'bob'],
  overrides: [],
};
const at = (iso: string) => Date.parse(iso);
const utc = (moment: number) => new Date(moment).toISOString();

/** `ada until 2026-…`, one line a turn, from a moment on. */
function told(rotation: Rotation, from: string, turns: number): readonly string[] {
  const lines: string[] = [];
  for (let now = at(from); lines.length < turns; ) {
    const turn = onCall(rotation, now)!;
    lines.push(`${turn.member} until ${utc(turn.until)}`);
    now = turn.until;
  }
  return lines;
}

describe('rotations (T1)', () => {
  it('hand over by wall clock, also across daylight saving', () => {
    // Clocks in Madrid go back on 25 October 2026: 09:00 is 07:00 UTC before and 08:00 UTC after.
    expect(told(weekly, '2026-10-12T12:00Z', 3)).toEqual([
      expect.stringMatching(/ until 2026-10-19T07:00:00.000Z$/),
      expect.stringMatching(/ until 2026-10-26T08:00:00.000Z$/),
      expect.stringMatching(/ until 2026-11-02T08:00:00.000Z$/),
    ]);
    expect(onCall(weekly, at('2026-10-26T07:59:59.999Z'))!.member).not.toBe(
      onCall(weekly, at('2026-10-26T08:00Z'))!.member,
    );
  });

  it.each<[string, string, string, readonly string[]]>([
    ['Europe/Madrid', '02:30', '2026-03-28T12:00Z', ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']],
    ['Europe/Madrid', '02:30', '2026-10-24T12:00Z', ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']],
    ['America/New_York', '02:30', '2026-03-07T12:00Z', ['2026-03-08T07:00:00.000Z', '2026-03-09T06:30:00.000Z']],
    ['America/New_York', '01:30', '2026-10-31T12:00Z', ['2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z']],
    ['Australia/Lord_Howe', '02:15', '2026-10-03T00:00Z', ['2026-10-03T15:30:00.000Z', '2026-10-04T15:15:00.000Z']],
    ['Australia/Lord_Howe', '01:45', '2026-04-04T00:00Z', ['2026-04-04T14:45:00.000Z', '2026-04-05T15:15:00.000Z']],
    ['America/Sao_Paulo', '00:00', '2018-11-03T12:00Z', ['2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z']],
    ['America/Sao_Paulo', '23:30', '2018-02-17T12:00Z', ['2018-02-18T01:30:00.000Z', '2018-02-19T02:30:00.000Z']],
    // 30 December 2011 was left out: its turn is the night of the 31st.
    [
      'Pacific/Apia',
      '09:00',
      '2011-12-29T12:00Z',
      ['2011-12-29T19:00:00.000Z', '2011-12-30T10:00:00.000Z', '2011-12-30T19:00:00.000Z', '2011-12-31T19:00:00.000Z'],
    ],
    ['Asia/Kathmandu', '09:00', '2026-07-01T00:00Z', ['2026-07-01T03:15:00.000Z', '2026-07-02T03:15:00.000Z']],
    [
      'Europe/Madrid',
      '09:00',
      '2028-02-28T12:00Z',
      ['2028-02-29T08:00:00.000Z', '2028-03-01T08:00:00.000Z', '2028-03-02T08:00:00.000Z'],
    ],
    ['Europe/Madrid', '00:00', '2026-12-31T12:00Z', ['2026-12-31T23:00:00.000Z', '2027-01-01T23:00:00.000Z']],
    ['Europe/Madrid', '23:59', '2026-12-31T12:00Z', ['2026-12-31T22:59:00.000Z', '2027-01-01T22:59:00.000Z']],
  ])('%s, each day at %s, from %s on: %j', (timezone, time, from, handoffs) => {
    const daily: Rotation = { ...weekly, timezone, handoff: { every: 'day', at: time }, members: ['a', 'b', 'c'] };
    const lines = told(daily, from, handoffs.length);
    expect(lines.map((line) => line.slice('a until '.length))).toEqual(handoffs);
    // In order, nobody left out.
    expect('abcabc').toContain(
      lines
        .map(([member]) => member)
        .slice(0, 3)
        .join(''),
    );
  });

  it('hours are counted on the wall: shifts of eight change at the same times in summer and winter', () => {
    const shifts: Rotation = {
      ...weekly,
      handoff: { every: 'hour', count: 8, at: '09:00', from: '2026-10-19' },
      members: ['early', 'late', 'night'],
    };
    expect(told(shifts, '2026-10-19T07:00Z', 3)).toEqual([
      'early until 2026-10-19T15:00:00.000Z',
      'late until 2026-10-19T23:00:00.000Z',
      'night until 2026-10-20T07:00:00.000Z',
    ]);
    expect(told(shifts, '2026-10-24T23:00Z', 4)).toEqual([
      'night until 2026-10-25T08:00:00.000Z',
      'early until 2026-10-25T16:00:00.000Z',
      'late until 2026-10-26T00:00:00.000Z',
      'night until 2026-10-26T08:00:00.000Z',
    ]);
  });

  it('an hour that clocks skip is nobody’s turn, one that comes twice is one turn', () => {
    const hourly: Rotation = {
      ...weekly,
      handoff: { every: 'hour', at: '00:00', from: '2026-03-29' },
      members: ['0', '1', '2', '3', '4'],
    };
    expect(told(hourly, '2026-03-28T23:00Z', 3)).toEqual([
      '0 until 2026-03-29T00:00:00.000Z',
      '1 until 2026-03-29T01:00:00.000Z',
      '3 until 2026-03-29T02:00:00.000Z',
    ]);
    const back = { ...hourly, handoff: { ...hourly.handoff, from: '2026-10-25' } };
    expect(told(back, '2026-10-24T22:00Z', 4)).toEqual([
      '0 until 2026-10-24T23:00:00.000Z',
      '1 until 2026-10-25T00:00:00.000Z',
      '2 until 2026-10-25T02:00:00.000Z',
      '3 until 2026-10-25T03:00:00.000Z',
    ]);
  });

  it('custom hand-offs: every so many, counted from the first member’s first turn', () => {
    const sprint: Rotation = { ...weekly, handoff: { ...weekly.handoff, count: 2, from: '2026-11-02' } };
    expect(told(sprint, '2026-11-02T08:00Z', 3)).toEqual([
      'ada until 2026-11-16T08:00:00.000Z',
      'bob until 2026-11-30T08:00:00.000Z',
      'ada until 2026-12-14T08:00:00.000Z',
    ]);
    // Before that date it goes on backwards: no gap.
    expect(told(sprint, '2026-11-01T12:00Z', 1)).toEqual(['bob until 2026-11-02T08:00:00.000Z']);
    const days: Rotation = { ...weekly, handoff: { every: 'day', count: 3, at: '18:00', from: '2028-02-28' } };
    expect(told(days, '2028-02-28T17:00Z', 2)).toEqual([
      'ada until 2028-03-02T17:00:00.000Z',
      'bob until 2028-03-05T17:00:00.000Z',
    ]);
    // A week that is handed over on Fridays begins on the first one from that date on; without a day, on its weekday.
    const fridays: Rotation = { ...weekly, handoff: { every: 'week', on: 'friday', at: '09:00', from: '2026-11-02' } };
    expect(told(fridays, '2026-11-06T08:00Z', 1)).toEqual(['ada until 2026-11-13T08:00:00.000Z']);
    const tuesdays: Rotation = { ...weekly, handoff: { every: 'week', at: '09:00', from: '2026-11-03' } };
    expect(told(tuesdays, '2026-11-03T08:00Z', 1)).toEqual(['ada until 2026-11-10T08:00:00.000Z']);
  });

  it('nobody is on call where there are no members', () => {
    expect(onCall({ ...weekly, members: [] }, 0)).toBeUndefined();
    expect(turnsBetween({ ...weekly, members: [] }, 0, DAY)).toEqual([]);
    expect(takeover({ ...weekly, members: [] }, 0)).toBeUndefined();
  });
});

describe('overrides (T1)', () => {
  const over = (...overrides: Rotation['overrides']): Rotation => ({ ...weekly, members: ['ada'], overrides });

  it('count between their local moments, and end the turns around them', () => {
    const rotation = over({ from: '2026-12-24T18:00', to: '2026-12-26T09:00', member: 'carol' });
    expect(told(rotation, '2026-12-24T16:59Z', 3)).toEqual([
      'ada until 2026-12-24T17:00:00.000Z',
      'carol until 2026-12-26T08:00:00.000Z',
      'ada until 2026-12-28T08:00:00.000Z',
    ]);
  });

  it('start at the first and end at the last of a time that comes twice', () => {
    expect(
      told(over({ from: '2026-10-25T02:15', to: '2026-10-25T02:45', member: 'carol' }), '2026-10-25T00:00Z', 2),
    ).toEqual(['ada until 2026-10-25T00:15:00.000Z', 'carol until 2026-10-25T01:45:00.000Z']);
    const skipped = over({ from: '2026-03-29T02:15', to: '2026-03-29T02:45', member: 'carol' });
    expect(turnsBetween(skipped, at('2026-03-28T00:00Z'), at('2026-03-30T00:00Z'))).toHaveLength(1);
  });

  it('that overlap: the later one in the file counts', () => {
    const rotation = over(
      { from: '2026-12-01T00:00', to: '2026-12-08T00:00', member: 'bob' },
      { from: '2026-12-03T00:00', to: '2026-12-04T00:00', member: 'carol' },
      { from: '2026-12-07T00:00', to: '2026-12-05T00:00', member: 'ends before it starts' },
    );
    expect(told(rotation, '2026-12-01T12:00Z', 3)).toEqual([
      'bob until 2026-12-02T23:00:00.000Z',
      'carol until 2026-12-03T23:00:00.000Z',
      'bob until 2026-12-07T23:00:00.000Z',
    ]);
    const reversed = { ...rotation, overrides: rotation.overrides.toReversed() };
    expect(told(reversed, '2026-12-01T12:00Z', 1)).toEqual(['bob until 2026-12-07T23:00:00.000Z']);
  });
});

describe('turns and who takes over (T1)', () => {
  it('the next hand-off is to somebody else', () => {
    const from = at('2026-11-03T12:00Z');
    const members = (...all: string[]): Rotation => ({
      ...weekly,
      handoff: { ...weekly.handoff, from: '2026-11-02' },
      members: all,
    });
    expect(takeover(members('ada', 'bob'), from)).toEqual({ member: 'bob', at: at('2026-11-09T08:00Z') });
    expect(takeover(members('ada', 'ada', 'bob'), from)).toEqual({ member: 'bob', at: at('2026-11-16T08:00Z') });
    expect(takeover(members('ada'), from)).toBeUndefined();
    const far = [{ from: '2027-12-24T18:00', to: '2027-12-26T09:00', member: 'bob' }];
    expect(takeover({ ...members('ada'), overrides: far }, from)).toEqual({
      member: 'bob',
      at: at('2027-12-24T17:00Z'),
    });
    expect(takeover({ ...members('ada'), overrides: far }, at('2027-12-25T12:00Z'))).toEqual({
      member: 'ada',
      at: at('2027-12-26T08:00Z'),
    });
  });

  const local = fc.integer({ min: -3 * DAY, max: 3 * DAY });
  const rotations = fc
    .record({
      clock: wallClocks,
      every: fc.constantFrom('hour' as const, 'day' as const, 'week' as const),
      count: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      on: fc.option(fc.constantFrom('monday' as const, 'friday' as const, 'sunday' as const), { nil: undefined }),
      time: timesOfDay,
      from: fc.option(fc.constantFrom('2011-12-20', '2018-02-15', '2026-03-28', '2028-02-29'), { nil: undefined }),
      members: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 5 }),
      overrides: fc.array(fc.tuple(local, fc.integer({ min: -10, max: 3 * 24 * 60 })), { maxLength: 4 }),
    })
    .map(({ clock, every, count, on, time, from, members, overrides }) => {
      const middle = clock.minutes[clock.minutes.length / 2]!;
      const text = (ms: number) => utc(Math.floor(ms / MINUTE) * MINUTE).slice(0, 16);
      const handoff = { every, at: time, ...(count && { count }), ...(on && { on }), ...(from && { from }) };
      const rotation: Rotation = {
        timezone: clock.zone,
        handoff,
        members,
        overrides: overrides.map(([start, minutes], i) => ({
          from: text(middle + start),
          to: text(middle + start + minutes * MINUTE),
          member: `over-${i}`,
        })),
      };
      return { clock, rotation };
    });

  it('whoever is on call is whom a clock on the wall names, minute by minute', () => {
    fc.assert(
      fc.property(rotations, ({ clock, rotation }) => {
        const named = clock.onCall(rotation);
        const wrong = clock.minutes.filter((now, i) => onCall(rotation, now)!.member !== named[i]);
        expect(wrong.map(utc)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('turns tile the time, and agree with who is on call at each edge, a millisecond either side, and anywhere', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(rotations, fc.array(share), ({ clock, rotation }, shares) => {
        const [from, until] = [clock.minutes[0]! + 1, clock.minutes.at(-1)!];
        const turns = turnsBetween(rotation, from, until);
        const edges = turns.map((turn) => turn.from);
        expect([turns[0]!.from, turns.at(-1)!.until]).toEqual([from, until]);
        expect(turns.slice(1).map((turn) => turn.from)).toEqual(turns.slice(0, -1).map((turn) => turn.until));
        expect(turns.every((turn) => turn.from < turn.until)).toBe(true);
        expect(turns.slice(1).every((turn, i) => turn.member !== turns[i]!.member)).toBe(true);
        const moments = [
          ...edges.flatMap((edge) => [edge - 1, edge, edge + 1]).filter((t) => t >= from && t < until),
          ...shares.map((part) => from + Math.floor(part * (until - from))),
        ];
        const wrong = moments.filter(
          (t) => turns.find((turn) => turn.from <= t && t < turn.until)?.member !== onCall(rotation, t)!.member,
        );
        expect(wrong.map(utc)).toEqual([]);
        for (const moment of moments) {
          const { until: next, member } = onCall(rotation, moment)!;
          expect(next).toBeGreaterThan(moment);
          expect(onCall(rotation, next - 1)!.member).toBe(member);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('a year of hourly turns has one for each hour that was', () => {
    const hourly: Rotation = { ...weekly, handoff: { every: 'hour', at: '00:00' } };
    const from = at('2026-01-01T00:00Z');
    const turns = turnsBetween(hourly, from, from + 365 * DAY);
    // The skipped hour joins its neighbours, which are one member's; the doubled one is a turn of two hours.
    expect(turns.filter((turn) => turn.until - turn.from === 2 * HOUR)).toHaveLength(2);
    expect(turns).toHaveLength(365 * 24 - 2);
  });
});
