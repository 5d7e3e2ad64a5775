import { locationsOf, type Plan } from '../plan.ts';
import type { Instant } from '../time/instant.ts';
import type { CheckResult } from './check.ts';
import { isBad } from './look.ts';
import { majority } from './standing.ts';

/** A look counts for so many intervals: one may be late, or be lost. */
const FRESH = 2.5;

/** Whether our own checks see a monitor well now: most of its locations do, by fresh looks, and none sees it fail (G2). */
export function isSeenWell(
  plan: Plan,
  monitor: string,
  latest: readonly Pick<CheckResult, 'monitor' | 'location' | 'slot' | 'verdict'>[],
  now: Instant,
): boolean {
  const { interval } = plan.monitors[monitor]!;
  const locations = locationsOf(plan, monitor);
  const fresh = latest.filter(
    (look) => look.monitor === monitor && locations.includes(look.location) && now - look.slot <= FRESH * interval,
  );
  const well = fresh.filter(({ verdict }) => verdict === 'up').length;
  return well >= majority(locations.length) && !fresh.some(({ verdict }) => isBad(verdict));
}
