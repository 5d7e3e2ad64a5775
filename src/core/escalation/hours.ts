import type { Hours, Policy } from '../plan.ts';
import type { Severity } from '../severity/severity.ts';
import { opensAt } from '../time/hours.ts';
import type { Instant } from '../time/instant.ts';
import { ladderPlan } from './levels.ts';

/** Whose pages may wait for the morning: nobody is woken for these, and nobody sleeps through the others (E6). */
const HELD: readonly Severity[] = ['P3', 'P4'];

/** The hours that hold a severity's pages, if any do (E6). */
export const hoursOf = (policy: Policy, severity: Severity): Hours | undefined =>
  HELD.includes(severity) ? ladderPlan(policy, severity)?.hours : undefined;

/** `at`, or the next opening of the hours that a severity's policy names; P1 and P2 never wait (E6). */
export function withinHours(policy: Policy, severity: Severity, at: Instant): Instant {
  const hours = hoursOf(policy, severity);
  return hours ? opensAt(hours, at) : at;
}
