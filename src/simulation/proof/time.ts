import { ladderPlan } from '../../core/escalation/levels.ts';
import type { Plan, Reachable } from '../../core/plan.ts';
import type { Severity } from '../../core/severity/severity.ts';
import { inWords, MINUTE } from '../../core/time/instant.ts';
import { membersOf } from './people.ts';

/** What a claim allows on top of what the policy says itself. */
const SLACK = MINUTE;

/**
 * A severity's own time (ms), which the claims hold it to: until the last level of its first round is due, plus the
 * delays between the ways of whoever on it takes longest, plus a minute. The last resort never comes later than that
 * allows: it comes after a further pause, or sooner where everyone before it failed (E2, E5).
 */
export function timeOf(plan: Plan, severity: Severity): number {
  const { levels, ways } = partsOf(plan, severity);
  return levels + ways + SLACK;
}

/** The same in words: `8 min: 5 min until its last level is due, 2 min between the ways of whoever takes longest, 1 min of slack`. */
export function timeInWords(plan: Plan, severity: Severity): string {
  const { levels, ways } = partsOf(plan, severity);
  const parts = [
    ...(levels > 0 ? [`${inWords(levels)} until its last level is due`] : []),
    ...(ways > 0 ? [`${inWords(ways)} between the ways of whoever takes longest`] : []),
    `${inMinutes(SLACK)} of slack`,
  ];
  return `${inMinutes(levels + ways + SLACK)}: ${parts.join(', ')}`;
}

/** `1 min`, where `inWords` says `60 s`. */
export const inMinutes = (ms: number): string =>
  ms % MINUTE === 0 && ms < 3 * MINUTE ? `${ms / MINUTE} min` : inWords(ms);

function partsOf(plan: Plan, severity: Severity): { readonly levels: number; readonly ways: number } {
  const levels = ladderPlan(plan.policy, severity)?.levels ?? [];
  const { people, teams } = plan.policy.roster;
  const delays = levels
    .flatMap(({ page }) => membersOf(plan, page))
    .map((name) => delayOf(people[name] ?? teams[name]));
  return {
    levels: levels.slice(1).reduce((sum, { after }) => sum + after, 0),
    ways: Math.max(0, ...delays),
  };
}

const delayOf = (who: Reachable | undefined): number =>
  (who?.notify ?? []).slice(1).reduce((sum, { after = 0 }) => sum + after, 0);
