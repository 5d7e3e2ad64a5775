import { HOUR, type Instant, MINUTE } from '../time/instant.ts';
import type { Verdict } from './check.ts';

/** Checks of the past 6 hours from one location, in buckets of 5 minutes, oldest first. */
export interface Spending {
  /** The newest bucket, counted from the epoch. */
  readonly newest: number;
  readonly checks: readonly number[];
  readonly failed: readonly number[];
}

/** An error budget that burns too fast. */
export interface Burn {
  /** The error rate as a multiple of the one that the budget allows. */
  readonly times: number;
  readonly failed: number;
  readonly of: number;
  /** The window that `failed` and `of` were counted in, milliseconds. */
  readonly over: number;
}

const BUCKET = 5 * MINUTE;

/**
 * The pairs of windows that page in the SRE Workbook: 2 % of a month's budget in an hour, 5 % in six. The long window
 * says that it matters, the short one that it is still going on.
 */
const PAIRS = [
  { times: 14.4, long: HOUR, short: 5 * MINUTE },
  { times: 6, long: 6 * HOUR, short: 30 * MINUTE },
] as const;

/** Buckets kept: the longest window. */
const KEPT = (6 * HOUR) / BUCKET;

/**
 * At one check a minute a single failed one is 16.7 times what 99.9 % allows in an hour, and two may still be chance.
 * Three in the long window are the least that counts, so that one failed probe never pages (I6).
 */
export const FEWEST = 3;

/**
 * The spending after a check at `slot`, which is no older than the newest one. `slo` promises that the service is there:
 * only `down` spends its budget, `degraded` does not, and `unknown` counts as no check at all (rule 7).
 */
export function spend(known: Spending | undefined, slot: Instant, verdict: Verdict): Spending | undefined {
  if (verdict === 'unknown') return known;
  const bucket = Math.floor(slot / BUCKET);
  const gap = known ? Math.max(0, bucket - known.newest) : KEPT;
  const shifted = (counts: readonly number[] = []): number[] =>
    gap < KEPT ? [...counts, ...new Array<number>(gap).fill(0)].slice(-KEPT) : [0];
  const [checks, failed] = [shifted(known?.checks), shifted(known?.failed)];
  checks[checks.length - 1]! += 1;
  if (verdict === 'down') failed[failed.length - 1]! += 1;
  return { newest: Math.max(known?.newest ?? bucket, bucket), checks, failed };
}

/**
 * Whether the budget of `slo` (percent, below 100) burns too fast at `now`: 14.4 times over both 1 h and 5 min, or 6
 * times over both 6 h and 30 min (I6). The first pair that does speaks. A long window never reaches back further than it
 * says; a short one reaches back up to a bucket further, so that it is never empty just after a failure.
 */
export function burnOf(spending: Spending | undefined, now: Instant, slo: number): Burn | undefined {
  if (!spending) return undefined;
  const allowed = (100 - slo) / 100;
  for (const { times, long, short } of PAIRS) {
    const whole = since(spending, now, long / BUCKET);
    if (whole.failed < FEWEST || whole.failed < times * allowed * whole.checks) continue;
    const recent = since(spending, now, short / BUCKET + 1);
    if (recent.failed === 0 || recent.failed < times * allowed * recent.checks) continue;
    return { times: whole.failed / whole.checks / allowed, failed: whole.failed, of: whole.checks, over: long };
  }
  return undefined;
}

/** Checks and failures in the last so many buckets, that of `now` included. */
function since({ newest, checks, failed }: Spending, now: Instant, buckets: number) {
  const over = Math.floor(now / BUCKET) - newest;
  const from = Math.max(0, checks.length + over - buckets);
  const sum = (counts: readonly number[]) => {
    let total = 0;
    for (let i = from; i < counts.length; i++) total += counts[i]!;
    return total;
  };
  return { checks: sum(checks), failed: sum(failed) };
}
