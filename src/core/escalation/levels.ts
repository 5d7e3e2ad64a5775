import type { Ladder } from '../incident/incident.ts';
import type { Rung } from '../incident/work.ts';
import type { LadderPlan, Policy } from '../plan.ts';
import { SEVERITIES, type Severity } from '../severity/severity.ts';
import { derived, newest } from '../time/derived.ts';
import { MINUTE } from '../time/instant.ts';

/** A rung of a ladder with whom it is for and how long after the rung before it. */
export interface Step {
  readonly rung: Rung;
  readonly targets: readonly string[];
  readonly gap: number;
}

/** Between rounds of a policy with a single level, and before the last resort, where the policy names no other time. */
const PAUSE = 15 * MINUTE;

/** A severity's policy; one that is missing uses the next stricter one, else the next laxer one (S2). */
export const ladderPlan = (policy: Policy, severity: Severity): LadderPlan | undefined => laddersOf(policy)[severity];

const laddersOf = derived(({ escalation }: Policy): Partial<Record<Severity, LadderPlan>> => {
  const nearest = (at: number) =>
    [...SEVERITIES.slice(0, at + 1).reverse(), ...SEVERITIES.slice(at + 1)]
      .map((s) => escalation[s])
      .find((plan) => plan !== undefined && plan.levels.length > 0);
  return Object.fromEntries(SEVERITIES.map((severity, at) => [severity, nearest(at)]));
});

/**
 * All rungs in order: whose acknowledgement expired (A4) or whom it was reassigned to, the levels, the repeats, the last resort (E2).
 * `once`: a single page and no more ("monitor blind", I3).
 */
export const steps = newest((ladder: Ladder, policy: Policy, once: boolean): readonly Step[] => {
  const plan = ladderPlan(policy, ladder.severity);
  if (!plan) return [];
  const { levels } = plan;
  const pause = levels.length > 1 ? levels.at(-1)!.after : PAUSE;
  const found: Step[] = [];
  const add = (cycle: number, level: Rung['level'], targets: readonly string[], gap: number) =>
    found.push({ rung: { ladder: ladder.n, cycle, level }, targets, gap: found.length === 0 ? 0 : gap });
  if (ladder.first) add(0, ladder.why === 'reassigned' ? 'assignee' : 'acknowledger', [ladder.first], 0);
  for (let cycle = 0; cycle <= plan.repeat; cycle++) {
    for (let level = cycle === 0 ? Math.min(ladder.from, levels.length - 1) : 0; level < levels.length; level++) {
      add(cycle, level, [levels[level]!.page], level === 0 ? pause : levels[level]!.after);
    }
  }
  if (once) return found.slice(0, 1);
  add(plan.repeat + 1, 'last-resort', [...new Set(levels.map((level) => level.page))], pause);
  return found;
});
