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
const startOf = ({ timezone, anchor, period }: Recurrence, n: number): Instant =>
  instantOf(anchor + n * period, timezone);

/** The start that came last, by its number and moment, and the moment of the next one: `from <= now < next`. */
export function latest(
  recurrence: Recurrence,
  now: Instant,
): { readonly n: number; readonly from: Instant; readonly next: Instant } {
  let n = Math.floor((wallAt(now, recurrence.timezone) - recurrence.anchor) / recurrence.period);
  let from = startOf(recurrence, n);
  let next = startOf(recurrence, n + 1);
  // Where the wall reads so much, that start has been; but after clocks were put back it may read less than at the last one.
  while (next <= now) [n, from, next] = [n + 1, next, startOf(recurrence, n + 2)];
  return { n, from, next };
}
