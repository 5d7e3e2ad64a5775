import { ladderPlan } from '../../core/escalation/levels.ts';
import { recipient } from '../../core/escalation/roster.ts';
import { mutesAt } from '../../core/incident/maintenance.ts';
import { mutedUntil } from '../../core/incident/mute.ts';
import type { Plan } from '../../core/plan.ts';
import type { Severity } from '../../core/severity/severity.ts';
import type { Instant } from '../../core/time/instant.ts';
import { allOf, type Edges } from './edges.ts';

/** Whom a target of the policy means; `until` is when that may change. */
export interface Meant {
  readonly target: string;
  /** The person or team's place; absent where it is nobody. */
  readonly name?: string;
  readonly until?: Instant;
}

/** A time in which nothing changes: `from <= at < until`. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  /** By level. */
  readonly meant: readonly Meant[];
  readonly mutedUntil?: Instant;
}

/**
 * The time between `from` and `until`, cut at every edge at which something did change. What the engine answers right
 * after an edge is compared with what it answers right before the next: an edge that is missing in the list is a bug
 * here and throws.
 */
export function stretchesOf(
  plan: Plan,
  severity: Severity,
  monitor: string,
  edges: Edges,
  from: Instant,
  until: Instant,
): readonly Stretch[] {
  const bounds = [from, ...allOf(edges), until];
  const found: Stretch[] = [];
  for (const [i, start] of bounds.slice(0, -1).entries()) {
    const end = bounds[i + 1]!;
    const state = stateAt(plan, severity, monitor, start);
    const before = found.at(-1);
    if (!isSame(state, stateAt(plan, severity, monitor, end - 1)))
      throw new Error(`something changes between ${new Date(start).toISOString()} and ${new Date(end).toISOString()}`);
    if (before && isSame(state, before)) found[found.length - 1] = { ...before, until: end };
    else found.push({ ...state, from: start, until: end });
  }
  return found;
}

/** What the engine answers at a moment. */
export type State = Pick<Stretch, 'meant' | 'mutedUntil'>;

/** Whom every level means at a moment, and whether the monitor is muted, as the engine sees it. */
export function stateAt(plan: Plan, severity: Severity, monitor: string, now: Instant): State {
  const context = { now, plan, policy: plan.policy, mutes: mutesAt(plan, [], now), elsewhere: {} };
  const muted = mutedUntil(context.mutes, monitor, now);
  const meant = (ladderPlan(plan.policy, severity)?.levels ?? []).map(({ page }): Meant => {
    const who = recipient(page, context);
    return { target: page, ...(who && { name: who.name }), ...(who?.until !== undefined && { until: who.until }) };
  });
  return { meant, ...(muted !== undefined && { mutedUntil: muted }) };
}

const isSame = (a: State, b: State): boolean =>
  a.mutedUntil === b.mutedUntil &&
  a.meant.every(({ name, until }, i) => name === b.meant[i]?.name && until === b.meant[i]?.until);
