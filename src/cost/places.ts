import type { MonitorPlan, Plan } from '../core/plan.ts';
import { MONTH } from './shards.ts';

/** A location on AWS. */
export interface Place {
  readonly monitors: readonly MonitorPlan[];
}

/** The locations on AWS with the monitors they look at, home first. Agents look for themselves. */
export function placesOf(plan: Plan, locations: number): readonly Place[] {
  const monitors = Object.values(plan.monitors);
  const everywhere = monitors.filter((each) => each.locations === undefined);
  const home = monitors.filter((each) => each.locations?.includes('here') ?? true);
  return Array.from({ length: locations }, (_, i) => ({ monitors: i === 0 ? home : everywhere }));
}

/** Checks of a monitor a month, from one location. */
export const checksOf = ({ interval }: Pick<MonitorPlan, 'interval'>): number => MONTH / interval;

/** Reports a month of all agents: what one sees in a round goes together. */
export const reportsOf = ({ agents, monitors }: Plan): number =>
  Object.keys(agents)
    .map((agent) => Object.values(monitors).filter(({ locations }) => locations?.includes(agent)))
    .filter((mine) => mine.length > 0)
    .reduce((all, mine) => all + checksOf({ interval: Math.min(...mine.map(({ interval }) => interval)) }), 0);
