import type { Plan } from '../plan.ts';
import type { Severity } from '../severity/severity.ts';
import type { Instant } from '../time/instant.ts';
import { withinHours } from './hours.ts';
import { type Step, steps } from './levels.ts';
import { everyone, type Recipient, recipient } from './roster.ts';

/** A rung as it would come if an incident opened now and nobody answered. */
export interface Foreseen extends Step {
  readonly at: Instant;
  /** The hours of the policy hold it, or one before it: then the clock says when it comes, not the opening (E6). */
  readonly isHeld: boolean;
  /** Whoever it means at that moment (E1). */
  readonly people: readonly Recipient[];
  /** All of them are on an earlier rung of the same round and are not paged again by this one (E4). */
  readonly already?: true;
}

/**
 * All rungs of a severity's ladder with their moments and people, by the rules that `schedule` follows: hours hold
 * P3 and P4 (E6), a rung that reaches nobody gives way at once (E3), one person is paged once in a round (E4), the last
 * resort is for everyone (E2). Every way is taken to work, since none has been tried.
 */
export function foresee(plan: Plan, severity: Severity, now: Instant): readonly Foreseen[] {
  const ladder = { n: 1, why: 'opened', severity, startsAt: now, madeAt: now, from: 0, hurried: [] } as const;
  const rungs: Foreseen[] = [];
  for (const step of steps(ladder, plan.policy, false)) {
    const before = rungs.at(-1);
    const gap = before?.people.some(isReachable) ? step.gap : 0;
    const natural = (before?.at ?? now) + gap;
    const at = withinHours(plan.policy, severity, natural);
    const isHeld = before?.isHeld === true || at > natural;
    const people = peopleOf(step, plan, at);
    const round = rungs.filter(({ rung }) => rung.cycle === step.rung.cycle).flatMap((rung) => rung.people);
    const reached = people.filter(isReachable);
    const already = reached.length > 0 && reached.every(({ name }) => round.some((other) => other.name === name));
    rungs.push({ ...step, at, isHeld, people, ...(already && { already }) });
  }
  return rungs;
}

function peopleOf({ rung, targets }: Step, plan: Plan, now: Instant): readonly Recipient[] {
  const context = { now, plan, policy: plan.policy, mutes: [], elsewhere: {} };
  const meant = targets.flatMap((target) =>
    rung.level === 'last-resort' ? everyone(target, context) : (recipient(target, context) ?? []),
  );
  return meant.filter((who, i) => meant.findIndex((other) => other.name === who.name) === i);
}

const isReachable = ({ ways }: Recipient): boolean => ways.length > 0;
