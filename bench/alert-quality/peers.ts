import { type Grid, slotAt, type World } from './world.ts';

/** An alerting policy of one location: after so many failures in a row it pages, after so many successes it is over. */
export interface Consecutive {
  readonly name: string;
  readonly failures: number;
  readonly successes: number;
  readonly timeout: number;
}

/** Gatus (TwiN/gatus, README: `failure-threshold` 3, `success-threshold` 2, `interval` 60s, `client.timeout` 10s). */
export const GATUS: Consecutive = { name: 'Gatus', failures: 3, successes: 2, timeout: 10_000 };

/** Uptime Kuma (louislam/uptime-kuma, src/pages/EditMonitor.vue: interval 60, retries 0, timeout 0.8 × interval). */
export const KUMA: Consecutive = { name: 'Uptime Kuma', failures: 1, successes: 1, timeout: 48_000 };

/** When it would have paged until `end`: failures in a row at the first location, skipping from failure to failure. */
export function pages(policy: Consecutive, grid: Grid, world: World, end: number): readonly number[] {
  const found: number[] = [];
  let row = 0;
  let last = Number.NEGATIVE_INFINITY;
  let isOpen = false;
  for (let index = world.nextFailing(0, 0); slotAt(grid, 0, index) < end; index = world.nextFailing(0, index + 1)) {
    const successes = index - last - 1;
    if (successes > 0) row = 0;
    if (successes >= policy.successes) isOpen = false;
    row += 1;
    last = index;
    if (isOpen || row < policy.failures) continue;
    isOpen = true;
    found.push(slotAt(grid, 0, index) + world.slot(0, index).took);
  }
  return found;
}
