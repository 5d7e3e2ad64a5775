import type { DaySlice } from '../ports.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import type { Verdict } from './check.ts';

export const SLICE = 30 * MINUTE;
const SLICES = 48;

/** The half hour that a moment belongs to. */
export const sliceOf = (at: Instant): Instant => Math.floor(at / SLICE) * SLICE;

/** The 48 half hours up to `now`, oldest first, filled from counts of verdicts; empty ones are all zero. */
export function daySlices(
  now: Instant,
  counts: readonly { readonly from: Instant; readonly verdict: Verdict; readonly count: number }[],
): readonly DaySlice[] {
  const first = sliceOf(now) - (SLICES - 1) * SLICE;
  const slices = Array.from({ length: SLICES }, (_, i) => ({
    from: first + i * SLICE,
    up: 0,
    degraded: 0,
    down: 0,
    unknown: 0,
  }));
  for (const { from, verdict, count } of counts) {
    const slice = slices[Math.round((from - first) / SLICE)];
    if (slice && slice.from === from) slice[verdict] += count;
  }
  return slices;
}
