import { describe, expect, it } from '@jest/globals';
import { handoffs } from '../../../src/core/escalation/handoffs.ts';
import { onCallNow } from '../../../src/core/escalation/oncall.ts';
import { type LadderPlan, type Plan, WEEKDAYS } from '../../../src/core/plan.ts';
import type { Severity } from '../../../src/core/severity/severity.ts';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, policy, shop } from '../../support/plan.ts';

const at = (iso: string) => Date.parse(iso);
const withLadders = (escalation: Partial<Record<Severity, LadderPlan>>): Plan =>
  shop({ policy: policy({ escalation: { ...policy().escalation, ...escalation } }) });
const of = (plan: Plan, severity: Severity, now = MONDAY) =>
  onCallNow(plan, now).find((one) => one.severity === severity)!;
const levels = (...pages: readonly (readonly [page: string, after: number])[]) =>
  pages.map(([page, after]) => ({ page, after }));

describe('who is on call', () => {
  it('by level: who, when, how, whether it wakes, and until when (E2, E6)', () => {
    expect(of(shop(), 'P1')).toEqual({
      severity: 'P1',
      levels: [
        {
          after: 0,
          when: { wait: 0 },
          target: 'on-call-devops',
          people: [
            {
              name: 'devops-1',
              ways: [
                { channel: 'phone', wakes: true },
                { channel: 'sms', wakes: false },
                { channel: 'mail', wakes: false },
              ],
            },
          ],
          until: at('2026-11-09T09:00Z'),
        },
        {
          after: 5 * MINUTE,
          when: { wait: 5 * MINUTE },
          target: 'lead-developer',
          people: [{ name: 'lead-developer', ways: [expect.anything(), { channel: 'mail', wakes: false }] }],
        },
      ],
      repeat: 2,
      repeats: { wait: 10 * MINUTE },
      lastResort: { when: { wait: 30 * MINUTE }, people: ['devops-2', 'devops-1', 'lead-developer'] },
      acknowledgementExpires: 30 * MINUTE,
    });
  });

  it('a severity without a policy names the one that it uses; without any, nobody is paged (S2)', () => {
    expect(of(shop(), 'P4')).toMatchObject({ policyOf: 'P3', levels: [{ target: 'developer-team' }] });
    expect(of(shop(), 'P3')).not.toHaveProperty('policyOf');
    expect(of(shop({ policy: policy({ escalation: {} }) }), 'P1')).toEqual({ severity: 'P1', levels: [], repeat: 0 });
  });

  it('somebody on two levels is paged once in a round (E4)', () => {
    const plan = withLadders({ P1: { levels: levels(['devops-1', 0], ['on-call-devops', 5 * MINUTE]), repeat: 0 } });
    expect(of(plan, 'P1').levels[1]).toMatchObject({ people: [{ name: 'devops-1' }], already: true });
    expect(of(plan, 'P1').levels[0]).not.toHaveProperty('already');
  });

  it('a level that reaches nobody gives way at once (E3)', () => {
    const plan = withLadders({
      P1: { levels: levels(['gone', 0], ['lead-developer', 5 * MINUTE], ['devops-1', 7 * MINUTE]), repeat: 0 },
    });
    expect(of(plan, 'P1').levels).toMatchObject([
      { when: { wait: 0 }, people: [] },
      { when: { wait: 0 }, people: [{ name: 'lead-developer' }] },
      { when: { wait: 7 * MINUTE } },
    ]);
    expect(of(plan, 'P1').lastResort!.people).toEqual(['lead-developer', 'devops-1']);
  });

  it('a level names whoever will be on call when it pages, and who takes over from them (E1, E4)', () => {
    const plan = withLadders({
      P2: { levels: levels(['lead-developer', 0], ['on-call-devops', 30 * MINUTE]), repeat: 0 },
    });
    // Twenty minutes before the hand-off.
    expect(of(plan, 'P2', at('2026-11-09T08:40Z')).levels[1]).toMatchObject({
      people: [{ name: 'devops-2' }],
      until: at('2026-11-16T09:00Z'),
    });
    expect(of(plan, 'P2', at('2026-11-09T08:20Z')).levels[1]).toMatchObject({ people: [{ name: 'devops-1' }] });
  });

  describe('with hours (E6)', () => {
    const hours = { timezone: 'Europe/Madrid', days: WEEKDAYS.slice(0, 5), from: '08:00', to: '18:00' };
    const minor = { levels: levels(['developer-team', 0], ['senior-developer', 4 * HOUR]), repeat: 0, hours };

    it('pages by the clock where they hold it, and after a wait where not', () => {
      const friday = of(withLadders({ P3: minor }), 'P3', at('2026-11-06T19:00Z'));
      expect(friday.hours).toEqual({ open: false, until: at('2026-11-09T07:00Z') });
      expect(friday.levels.map(({ when }) => when)).toEqual([
        { at: at('2026-11-09T07:00Z') },
        { at: at('2026-11-09T11:00Z') },
      ]);
      const afternoon = of(withLadders({ P3: minor }), 'P3', at('2026-11-05T15:00Z'));
      expect(afternoon.hours).toEqual({ open: true, until: at('2026-11-05T17:00Z') });
      expect(afternoon.levels.map(({ when }) => when)).toEqual([{ wait: 0 }, { at: at('2026-11-06T07:00Z') }]);
    });

    it('do not hold P1 and P2, and have no end where they are always open', () => {
      expect(of(withLadders({ P1: { ...minor } }), 'P1', at('2026-11-06T19:00Z'))).not.toHaveProperty('hours');
      const always = { ...hours, days: WEEKDAYS, from: '00:00', to: '00:00' };
      expect(of(withLadders({ P3: { ...minor, hours: always } }), 'P3').hours).toEqual({ open: true });
    });
  });

  it('stays the same while time passes and nobody takes over: the console is told of changes only', () => {
    const hours = { timezone: 'UTC', days: WEEKDAYS.slice(0, 5), from: '08:00', to: '18:00' };
    const plan = withLadders({
      P3: { levels: levels(['developer-team', 0], ['lead-developer', HOUR]), repeat: 2, hours },
    });
    const sunday = at('2026-11-08T12:00Z');
    expect(onCallNow(plan, sunday + 90_001)).toEqual(onCallNow(plan, sunday));
    expect(onCallNow(plan, MONDAY + 90_001)).toEqual(onCallNow(plan, MONDAY));
  });
});

describe('hand-offs (T1)', () => {
  const roster = (overrides: Plan['policy']['roster']['rotations'][string]['overrides'], members = ['ada', 'bob']) => {
    const rotation = { ...policy().roster.rotations['on-call-devops']!, members, overrides };
    return shop({ policy: policy({ roster: { ...policy().roster, rotations: { primary: rotation } } }) });
  };

  it('say who is on call, instead of whom, and who takes over when', () => {
    const over = [{ from: '2026-11-03T00:00', to: '2026-11-04T00:00', member: 'eve' }];
    expect(handoffs(roster(over), at('2026-11-03T12:00Z'))).toEqual([
      {
        rotation: 'primary',
        member: 'eve',
        standsInFor: 'bob',
        next: { member: 'bob', at: at('2026-11-04T00:00Z') },
      },
    ]);
    expect(handoffs(roster([]), at('2026-11-03T12:00Z'))).toEqual([
      { rotation: 'primary', member: 'bob', next: { member: 'ada', at: at('2026-11-09T09:00Z') } },
    ]);
    expect(handoffs(roster([], ['ada']), MONDAY)).toEqual([{ rotation: 'primary', member: 'ada' }]);
    expect(handoffs(roster([], []), MONDAY)).toEqual([{ rotation: 'primary' }]);
  });
});
