import type { Instant } from './instant.ts';
import { instantOf, type Wall, wallAt } from './wall.ts';

/** Something that comes again and again by wall clock (T1), counted from one of its starts. */
export interface Recurrence {
  readonly timezone: string;
  /** The local time of start number 0. */
  readonly anchor: Wall;
  /** From one start to the next, as a clock on the wall counts it, in ms. */
  readonly period: number;
}

/** Start number `n`, which may be negative: the first moment of its local time. */
export const startOf = ({ timezone, anchor, period }: Recurrence, n: number): Instant =>
  instantOf(anchor + n * period, timezone);

/** The number of the start that came last: `startOf(n) <= now < startOf(n + 1)`. */
export function latest(recurrence: Recurrence, now: Instant): number {
  let n = Math.floor((wallAt(now, recurrence.timezone) - recurrence.anchor) / recurrence.period);
  // Near a clock change the wall may read less than it did at a start that has been, or more than at one that is to come.
  while (startOf(recurrence, n) > now) n -= 1;
  while (startOf(recurrence, n + 1) <= now) n += 1;
  return n;
}
