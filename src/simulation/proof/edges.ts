import { ladderPlan } from '../../core/escalation/levels.ts';
import type { Plan, Policy, Window } from '../../core/plan.ts';
import type { Severity } from '../../core/severity/severity.ts';
import { closesAt, opensAt } from '../../core/time/hours.ts';
import type { Instant } from '../../core/time/instant.ts';
import { offsetAt } from '../../core/time/offsets.ts';
import { onCall } from '../../core/time/rotation.ts';
import { nextWindow, windowAt } from '../../core/time/window.ts';

/** The moments in `from < at < until` at which anything changes, by what changes; each asked of the code that the engine asks. */
export interface Edges {
  readonly handoffs: readonly Instant[];
  readonly maintenance: readonly Instant[];
  readonly hours: readonly Instant[];
  /** Where a zone's clocks are changed: nothing else may happen there, and a proof has to have looked. */
  readonly clocks: readonly Instant[];
}

/** All edges that an incident of a severity at a monitor can meet. */
export function edgesOf(plan: Plan, severity: Severity, monitor: string, from: Instant, until: Instant): Edges {
  const { policy } = plan;
  const ladder = ladderPlan(policy, severity);
  const targets = [...new Set((ladder?.levels ?? []).map(({ page }) => page))];
  const windows = plan.maintenance.filter(({ monitors }) => monitors.includes(monitor));
  const within = (all: readonly Instant[]) =>
    [...new Set(all)].filter((at) => at > from && at < until).sort((a, b) => a - b);
  return {
    handoffs: within(targets.flatMap((target) => handoffs(policy, target, from, until))),
    maintenance: within(windows.flatMap((window) => bounds(window, from, until))),
    hours: within(ladder?.hours ? openings(ladder.hours, from, until) : []),
    clocks: within(zonesOf(plan, targets, severity).flatMap((zone) => clockChanges(zone, from, until))),
  };
}

/** All of them, each once, in order. */
export const allOf = ({ handoffs, maintenance, hours, clocks }: Edges): readonly Instant[] =>
  [...new Set([...handoffs, ...maintenance, ...hours, ...clocks])].sort((a, b) => a - b);

/** Overrides begin and end turns as well, so that `until` names them too. */
function handoffs({ roster }: Policy, target: string, from: Instant, until: Instant): readonly Instant[] {
  const rotation = roster.rotations[target];
  const found: Instant[] = [];
  for (let turn = rotation && onCall(rotation, from); turn && turn.until < until; turn = onCall(rotation!, turn.until))
    found.push(turn.until);
  return found;
}

function bounds(window: Window, from: Instant, until: Instant): readonly Instant[] {
  const running = windowAt(window, from);
  const found = running ? [running.until] : [];
  for (let next = nextWindow(window, from); next && next.from < until; next = nextWindow(window, next.from))
    found.push(next.from, next.until);
  return found;
}

function openings(hours: Parameters<typeof opensAt>[0], from: Instant, until: Instant): readonly Instant[] {
  const found: Instant[] = [];
  for (let at = from; at < until; ) {
    const opens = opensAt(hours, at);
    at = opens > at ? opens : closesAt(hours, at);
    found.push(at);
  }
  return found;
}

function clockChanges(zone: string, from: Instant, until: Instant): readonly Instant[] {
  const found: Instant[] = [];
  for (let at = offsetAt(from, zone).until; at < until; at = offsetAt(at, zone).until) found.push(at);
  return found;
}

function zonesOf(plan: Plan, targets: readonly string[], severity: Severity): readonly string[] {
  const { roster } = plan.policy;
  const hours = ladderPlan(plan.policy, severity)?.hours;
  return [
    ...new Set([
      plan.timezone,
      ...targets.flatMap((target) => roster.rotations[target]?.timezone ?? []),
      ...Object.values({ ...roster.people, ...roster.teams }).map(({ timezone }) => timezone),
      ...plan.maintenance.map(({ timezone }) => timezone),
      ...(hours ? [hours.timezone] : []),
    ]),
  ];
}
