import { describe, expect, it } from '@jest/globals';
import type { MaintenancePlan, Plan } from '../../../src/core/plan.ts';
import { DAY, HOUR } from '../../../src/core/time/instant.ts';
import { allOf, edgesOf } from '../../../src/simulation/proof/edges.ts';
import { stretchesOf } from '../../../src/simulation/proof/stretches.ts';
import { policy, shop } from '../../support/plan.ts';

const at = (iso: string) => Date.parse(iso);
const isos = (instants: readonly number[]) => instants.map((each) => new Date(each).toISOString().slice(0, 16));

const { roster, escalation } = policy();
const rotation = roster.rotations['on-call-devops']!;
const planWith = (more: Partial<typeof rotation>, plan: Partial<Plan> = {}): Plan =>
  shop({
    ...plan,
    policy: policy({ roster: { ...roster, rotations: { 'on-call-devops': { ...rotation, ...more } } } }),
  });
const sunday: MaintenancePlan = {
  name: 'weekly',
  timezone: 'Europe/Madrid',
  length: HOUR,
  starts: { at: '02:00', on: 'sunday' },
  monitors: ['backend'],
};

describe('the edges of a year', () => {
  it('are hand-offs by wall clock and both ends of overrides, only of rotations on the ladder (T1)', () => {
    const plan = planWith({
      timezone: 'Europe/Madrid',
      overrides: [{ from: '2027-03-24T18:00', to: '2027-03-26T09:00', member: 'devops-1' }],
    });
    const [from, until] = [at('2027-03-20T00:00Z'), at('2027-04-06T00:00Z')];
    expect(isos(edgesOf(plan, 'P1', 'ingress', from, until).handoffs)).toEqual([
      '2027-03-22T08:00',
      '2027-03-24T17:00',
      '2027-03-26T08:00',
      '2027-03-29T07:00',
      '2027-04-05T07:00',
    ]);
    expect(edgesOf(plan, 'P2', 'ingress', from, until).handoffs).toEqual([]);
  });

  it('are the windows of the monitor, one that runs already included, and of no other monitor (M1)', () => {
    const plan = shop({ maintenance: [sunday] });
    const [from, until] = [at('2026-11-29T01:30Z'), at('2026-12-08T00:00Z')];
    expect(isos(edgesOf(plan, 'P1', 'backend', from, until).maintenance)).toEqual([
      '2026-11-29T02:00',
      '2026-12-06T01:00',
      '2026-12-06T02:00',
    ]);
    expect(edgesOf(plan, 'P1', 'ingress', from, until).maintenance).toEqual([]);
  });

  it('are the openings and closings of hours, and the clock changes of every zone named (E6, T1)', () => {
    const hours = { timezone: 'Europe/Madrid', days: ['monday'], from: '08:00', to: '18:00' } as const;
    const plan = shop({ policy: policy({ escalation: { ...escalation, P3: { ...escalation.P3!, hours } } }) });
    const edges = edgesOf(plan, 'P3', 'ingress', at('2026-10-20T00:00Z'), at('2026-11-03T00:00Z'));
    expect(isos(edges.hours)).toEqual(['2026-10-26T07:00', '2026-10-26T17:00', '2026-11-02T07:00', '2026-11-02T17:00']);
    expect(isos(edges.clocks)).toEqual(['2026-10-25T01:00']);
    expect(edgesOf(plan, 'P1', 'ingress', at('2026-10-20T00:00Z'), at('2026-11-03T00:00Z')).hours).toEqual([]);
  });

  it('cut the year into stretches in which nothing changes; a clock change alone is none', () => {
    const plan = planWith({ timezone: 'Europe/Madrid' }, { maintenance: [sunday] });
    const [from, until] = [at('2027-03-24T00:00Z'), at('2027-03-30T00:00Z')];
    const stretches = stretchesOf(plan, 'P1', 'backend', edgesOf(plan, 'P1', 'backend', from, until), from, until);
    // 02:00 on that Sunday is skipped in Madrid: the window starts at the next valid moment, 01:00 UTC.
    expect(stretches.map((each) => [isos([each.from])[0], each.meant[0]!.name, each.mutedUntil !== undefined])).toEqual(
      [
        ['2027-03-24T00:00', 'devops-1', false],
        ['2027-03-28T01:00', 'devops-1', true],
        ['2027-03-28T02:00', 'devops-1', false],
        ['2027-03-29T07:00', 'devops-2', false],
      ],
    );
  });

  it('that are missing are a bug which is found, not a minute which is skipped', () => {
    const plan = planWith({});
    const [from, until] = [at('2027-03-24T00:00Z'), at('2027-03-30T00:00Z')];
    const edges = { ...edgesOf(plan, 'P1', 'backend', from, until), handoffs: [] };
    expect(allOf(edges)).toEqual([]);
    expect(() => stretchesOf(plan, 'P1', 'backend', edges, from, until)).toThrow(/something changes between/);
  });

  it('are found for a year of an hourly rotation without end', () => {
    const plan = planWith({ handoff: { every: 'hour', at: '00:30' } });
    const from = at('2027-01-01T00:00Z');
    expect(edgesOf(plan, 'P1', 'ingress', from, from + 365 * DAY).handoffs).toHaveLength(365 * 24);
  });
});
