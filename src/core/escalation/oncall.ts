import type { Plan } from '../plan.ts';
import { SEVERITIES, type Severity } from '../severity/severity.ts';
import type { Instant } from '../time/instant.ts';
import { ladderPlan } from './levels.ts';
import { recipient } from './roster.ts';

export interface OnCallNow {
  readonly severity: Severity;
  readonly levels: readonly {
    /** Milliseconds after the level before it. */
    readonly after: number;
    readonly target: string;
    readonly people: readonly { readonly name: string; readonly ways: readonly string[] }[];
    /** The next hand-off of the rotation. */
    readonly until?: Instant;
  }[];
}

/** Who would be paged now, per severity and level, and how. */
export function onCallNow(plan: Plan, now: Instant): readonly OnCallNow[] {
  const context = { now, plan, policy: plan.policy, mutes: [], elsewhere: {} };
  return SEVERITIES.map((severity) => ({
    severity,
    levels: (ladderPlan(plan.policy, severity)?.levels ?? []).map(({ after, page }) => {
      const who = recipient(page, context);
      const ways = who?.ways.map((way) => (way.to === undefined ? way.channel : `${way.channel} ${way.to}`)) ?? [];
      return {
        after,
        target: page,
        people: who ? [{ name: who.name, ways }] : [],
        ...(who?.until !== undefined && { until: who.until }),
      };
    }),
  }));
}
