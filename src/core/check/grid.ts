import { locationsOf, type MonitorPlan, type Plan } from '../plan.ts';

/** A monitor with how far into its interval its looks begin, in ms. */
export interface Placed {
  readonly monitor: MonitorPlan;
  readonly phase: number;
}

/**
 * The monitors looked at from a location, in the order of the plan. All of the plan's monitors are spread over the
 * interval, and a monitor's n locations look one n-th of it apart, so that a fault meets its first look that much sooner.
 * Phases count from the epoch: processes that never speak to each other keep apart all the same.
 */
export function gridOf(plan: Plan, location: string): readonly Placed[] {
  const monitors = Object.values(plan.monitors);
  return monitors.flatMap((monitor, i) => {
    const places = locationsOf(plan, monitor.name);
    const nth = places.indexOf(location);
    if (nth < 0) return [];
    const share = i / monitors.length + nth / places.length;
    return [{ monitor, phase: Math.floor((share % 1) * monitor.interval) }];
  });
}
