import type { DrillPlan } from '../plan.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import { windowAt } from '../time/window.ts';

/** A drill that could not begin within this time is left out: nobody is drilled at an hour that nobody planned. */
export const BEGINS_WITHIN = 10 * MINUTE;

/** The drills whose time is now, each with when it came. */
export const drillsNow = (
  drills: readonly DrillPlan[],
  now: Instant,
): readonly { readonly drill: DrillPlan; readonly since: Instant }[] =>
  drills.flatMap((drill) => {
    const { timezone, starts } = drill;
    const stretch = windowAt({ name: drill.page, timezone, starts, length: BEGINS_WITHIN }, now);
    return stretch ? [{ drill, since: stretch.from }] : [];
  });
