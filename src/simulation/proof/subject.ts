import type { Plan } from '../../core/plan.ts';
import type { Severity } from '../../core/severity/severity.ts';
import { DAY } from '../../core/time/instant.ts';
import { timeOf } from './time.ts';

/** What a sweep is about: an incident of one severity, at a monitor with one set of maintenance windows. */
export interface Subject {
  /** The plan with that one monitor, which opens its incident at the first failing look. */
  readonly plan: Plan;
  readonly monitor: string;
  readonly severity: Severity;
  /** The severity's own time, in ms. */
  readonly within: number;
  /** Whether only waking somebody counts (P1, E6). */
  readonly wakes: boolean;
}

/** Stands for all monitors without maintenance; no monitor can be called so. */
export const ANYTHING = 'any other monitor';

/**
 * Monitors differ, to those who are paged, in nothing but their maintenance: one subject for each set of windows. How
 * long a failure takes to be confirmed is the check's business; time counts from the opening.
 */
export function subjectsOf(plan: Plan, severity: Severity): readonly Subject[] {
  const windows = new Map<string, string>();
  for (const name of Object.keys(plan.monitors)) {
    const mine = plan.maintenance.flatMap(({ monitors }, i) => (monitors.includes(name) ? [i] : [])).join();
    if (!windows.has(mine)) windows.set(mine, name);
  }
  // An incident that a person opens is under no maintenance.
  if (!windows.has('')) windows.set('', ANYTHING);
  return [...windows.values()].map((monitor) => subjectAt(plan, severity, monitor));
}

/** The subject at one monitor. */
export const subjectAt = (plan: Plan, severity: Severity, monitor: string): Subject => ({
  plan: staged(plan, severity, monitor),
  monitor,
  severity,
  within: timeOf(plan, severity),
  wakes: severity === 'P1',
});

/** Policy, people, channels and maintenance are the real ones; the one monitor is looked at once and stays down. */
const staged = (plan: Plan, severity: Severity, monitor: string): Plan => ({
  ...plan,
  locations: ['here'],
  rules: [],
  remedies: {},
  evidence: {},
  monitors: {
    [monitor]: {
      name: monitor,
      kind: 'http',
      group: monitor,
      interval: 1_000 * DAY,
      timeout: 0,
      confirm: { rounds: 0, apart: 0 },
      recover: 1,
      dependsOn: [],
      severity,
      flaky: { bad: 5, of: 15 },
      settings: {},
    },
  },
});
