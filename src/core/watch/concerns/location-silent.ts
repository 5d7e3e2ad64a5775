import { gridOf } from '../../check/grid.ts';
import { nameOf } from '../../installation.ts';
import { locationsOf, type Plan } from '../../plan.ts';
import { inWords, MINUTE } from '../../time/instant.ts';
import { clockTime } from '../../time/zone.ts';
import type { Finder } from '../concern.ts';

/** Runs that may be missed: one may be late, another lost. */
export const RUNS = 3;
/** The scheduler starts a prober no more often. */
const RUN = MINUTE;

/** Every location that something is looked at from. */
export const locationsIn = (plan: Plan): readonly string[] => [
  ...new Set(Object.keys(plan.monitors).flatMap((monitor) => locationsOf(plan, monitor))),
];

/** How long a location may be silent, in ms: three runs of its prober, which comes as often as its most frequent monitor asks for. */
export function silentAfter(plan: Plan, location: string): number {
  const intervals = gridOf(plan, location).map(({ monitor }) => monitor.interval);
  return RUNS * Math.max(RUN, Math.min(...intervals));
}

/** A location whose prober was not heard of for three runs, three minutes at least. */
export const locationSilent: Finder = ({ beats, plan, installation, now }) =>
  locationsIn(plan).flatMap((location) => {
    const heard = beats?.[location];
    if (!heard) return [];
    const since = Math.max(heard.known, heard.last?.at ?? 0);
    if (now - since <= silentAfter(plan, location)) return [];
    const text = heard.last
      ? `nothing was looked at from ${location} since ${clockTime(since, plan.timezone)}, for ${inWords(now - since)}`
      : `nothing was ever looked at from ${location}`;
    const remedy = `Look at the schedules and the log of ${nameOf(installation, 'prober')}-… in ${location}, and at the region's health. Failures are confirmed by a majority of all locations, this one included.`;
    return [{ key: `silent:${location}`, since, text, remedy }];
  });
