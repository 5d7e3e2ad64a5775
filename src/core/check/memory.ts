import type { MonitorPlan, Plan } from '../plan.ts';
import { burnOf, type Spending, spend } from './burn.ts';
import type { CheckResult } from './check.ts';
import { againstUsual } from './drift.ts';
import type { Weighed } from './look.ts';
import { badIn, type Ring, turn } from './ring.ts';
import { type Habits, learned, settled, usualAt } from './usual.ts';

/**
 * What a prober remembers of one monitor from one location: plain JSON, under 2 KB, or 12 KB with a `baseline`. What its
 * plan does not ask for is not kept.
 */
export interface Memory extends Ring, Habits {
  readonly spending?: Spending | undefined;
}

/** The memory after a check, and what it makes of the check; `undefined` where this or a newer slot is known already (T3). */
export function remember(
  known: Memory | undefined,
  result: CheckResult,
  plan: Plan,
): { readonly memory: Memory; readonly weighed: Weighed } | undefined {
  if (known && result.slot <= known.slot) return undefined;
  const monitor = plan.monitors[result.monitor];
  // The usual case, for thousands of monitors a minute, pays for nothing else.
  if (monitor?.slo === undefined && !monitor?.baseline) {
    const memory = turn(known, result.slot, result.verdict, monitor?.interval);
    return { memory, weighed: { result, bad: badIn(memory, monitor?.flaky.of) } };
  }
  const { habits, judged } = judge(known, result, monitor, plan);
  const ring = turn(known, result.slot, judged.verdict, monitor.interval);
  const spending = monitor.slo === undefined ? undefined : spend(known?.spending, result.slot, judged.verdict);
  const isLesson = habits && judged.verdict === 'up' && !judged.cold;
  const now = isLesson ? learned(habits, result.slot, plan.timezone, judged.phases.total) : habits;
  const memory: Memory = { ...ring, ...now, ...(spending && { spending }) };
  return { memory, weighed: weighed(memory, judged, monitor) };
}

/** What the memory makes of a second opinion, which takes no slot and teaches nothing (I1). */
export function weigh(known: Memory | undefined, result: CheckResult, plan: Plan): Weighed {
  const monitor = plan.monitors[result.monitor];
  return weighed(known, judge(known, result, monitor, plan).judged, monitor);
}

/**
 * The check against what is usual. Only what is good teaches what is good, so a service that became slow for ever is
 * degraded until too few of its fast days are left, `days` later: then it is judged by nothing, learns, and is the norm.
 */
function judge(known: Memory | undefined, result: CheckResult, monitor: MonitorPlan | undefined, plan: Plan) {
  const { baseline } = monitor ?? {};
  if (!baseline) return { judged: result };
  const { pace, past } = known ?? {};
  const habits: Habits = settled({ pace, past }, result.slot, plan.timezone, baseline.days);
  const usual = usualAt(habits, result.slot, plan.timezone, baseline.days);
  return { habits, judged: againstUsual(result, usual, baseline.times) };
}

function weighed(memory: Memory | undefined, result: CheckResult, monitor: MonitorPlan | undefined): Weighed {
  const burn = monitor?.slo === undefined ? undefined : burnOf(memory?.spending, result.slot, monitor.slo);
  return { result, bad: badIn(memory, monitor?.flaky.of), ...(burn && { burn }) };
}
