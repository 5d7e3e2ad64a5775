import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Rotation } from '../../../src/core/plan.ts';
import { DAY, HOUR } from '../../../src/core/time/instant.ts';
import { onCall } from '../../../src/core/time/rotation.ts';

const weekly: Rotation = {
  timezone: 'Europe/Madrid',
  handoff: { every: 'week', on: 'monday', at: '09:00' },
  members: ['ada', 'bob'],
  overrides: [],
};
const at = (iso: string) => Date.parse(iso);

describe('rotations (T1)', () => {
  it('hand over by wall clock, also across daylight saving', () => {
    // Clocks in Madrid go back on 25 October 2026: 09:00 is 07:00 UTC before and 08:00 UTC after.
    const before = onCall(weekly, at('2026-10-20T12:00Z'))!;
    expect(new Date(before.until).toISOString()).toBe('2026-10-26T08:00:00.000Z');
    const after = onCall(weekly, before.until)!;
    expect(after.member).not.toBe(before.member);
    expect(onCall(weekly, before.until - 1)!.member).toBe(before.member);
    expect(new Date(after.until).toISOString()).toBe('2026-11-02T08:00:00.000Z');
  });

  it('an override counts between its local moments, and ends the turns around it', () => {
    const rotation = { ...weekly, overrides: [{ from: '2026-12-24T18:00', to: '2026-12-26T09:00', member: 'carol' }] };
    expect(onCall(rotation, at('2026-12-24T16:59Z'))).toEqual({
      member: expect.stringMatching(/ada|bob/),
      until: at('2026-12-24T17:00Z'),
    });
    expect(onCall(rotation, at('2026-12-24T17:00Z'))).toEqual({ member: 'carol', until: at('2026-12-26T08:00Z') });
    expect(onCall(rotation, at('2026-12-26T08:00Z'))!.member).not.toBe('carol');
  });

  it('a hand-off at a time that a clock change skips moves to the next valid one', () => {
    const nightly: Rotation = { ...weekly, handoff: { every: 'day', at: '02:30' } };
    // 29 March 2026: 02:30 does not exist in Madrid, 03:30 does.
    expect(new Date(onCall(nightly, at('2026-03-28T12:00Z'))!.until).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('nobody is on call where there are no members', () => {
    expect(onCall({ ...weekly, members: [] }, 0)).toBeUndefined();
  });

  it.each(['hour', 'day', 'week'] as const)(
    'every %s: turns follow each other without gap or overlap, members in order',
    (every) => {
      const zones = fc.constantFrom('Europe/Madrid', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/New_York', 'UTC');
      fc.assert(
        fc.property(
          zones,
          fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') }),
          (timezone, start) => {
            const rotation: Rotation = {
              ...weekly,
              timezone,
              handoff: { every, at: '09:00' },
              members: ['a', 'b', 'c'],
            };
            let now = start;
            let turn = onCall(rotation, now)!;
            for (let i = 0; i < 20; i++) {
              expect(turn.until).toBeGreaterThan(now);
              expect(turn.until - now).toBeLessThanOrEqual(
                { hour: HOUR, day: DAY + 2 * HOUR, week: 7 * DAY + 2 * HOUR }[every],
              );
              expect(onCall(rotation, turn.until - 1)!.member).toBe(turn.member);
              const next = onCall(rotation, turn.until)!;
              expect(next.member).toBe({ a: 'b', b: 'c', c: 'a' }[turn.member]);
              now = turn.until;
              turn = next;
            }
          },
        ),
        { numRuns: 30 },
      );
    },
  );
});
