import { Temporal } from 'temporal-polyfill';
import { DAY, HOUR, type Instant, MINUTE } from './instant.ts';
import { offsetAt } from './offsets.ts';

/**
 * What a clock on the wall reads, with its date: milliseconds as if that clock were UTC's. A day always has 24 hours of
 * it and a week seven days, so that calendars are plain sums; only `instantOf` knows that clocks are changed.
 */
export type Wall = number;

/** Of a local time that comes twice, which one: the first where something starts, the last where it ends (T1). */
export type Side = 'first' | 'last';

/** No zone is, or was, further from UTC than this: Manila and Alaska before they moved over the date line. */
const FURTHEST = 16 * HOUR;

/** What a clock in this zone reads at a moment. */
export const wallAt = (now: Instant, zone: string): Wall => now + offsetAt(now, zone).offset;

/**
 * The moment at which a clock in this zone reads so. One that is skipped moves to the next valid one: the first moment
 * at which the clock reads later (T1). So of two local times the later one is never the earlier moment, whatever
 * clocks do between them, and no turn, window or shift has a negative length.
 */
export function instantOf(wall: Wall, zone: string, side: Side = 'first'): Instant {
  let last: Instant | undefined;
  let stretch = offsetAt(wall - FURTHEST, zone);
  while (true) {
    const at = wall - stretch.offset;
    if (at < stretch.from) return last ?? stretch.from;
    if (at < stretch.until) {
      if (side === 'first') return at;
      last = at;
    }
    if (stretch.until > wall + FURTHEST) return last ?? at;
    stretch = offsetAt(stretch.until, zone);
  }
}

/** Reads `2026-12-24T18:00`, seconds allowed. Throws a RangeError on what is no such date and time. */
export const wallOf = (text: string): Wall =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('UTC').epochMilliseconds;

/** Reads `09:00` into milliseconds since midnight. */
export function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(':');
  return Number(hours) * HOUR + Number(minutes) * MINUTE;
}

/** Midnight of a wall's date. */
export const dateOf = (wall: Wall): Wall => Math.floor(wall / DAY) * DAY;

/** 0 for a Monday, 6 for a Sunday. */
export const weekdayOf = (date: Wall): number => (((date / DAY + 3) % 7) + 7) % 7;
