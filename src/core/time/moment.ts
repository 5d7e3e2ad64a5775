import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS } from '../plan.ts';
import { DAY, type Instant, parseDuration } from './instant.ts';
import { dateOf, instantOf, timeOfDay, type Wall, wallAt, wallOf, weekdayOf } from './wall.ts';

/** What a moment may look like, for whoever wrote one that cannot be read. */
export const MOMENTS = "2026-12-24T18:00, 2026-12-24T17:00Z, 'tomorrow 09:00', 'monday 09:00' or +8h";

/**
 * Reads a moment that a person wrote: a local date and time in `zone`, one with its offset from UTC, `now`, `+8h` from
 * now, `18:00` today, `tomorrow 09:00`, or `monday 09:00`, which is the next one to come. `undefined` where it is none.
 */
export function readMoment(text: string, now: Instant, zone: string): Instant | undefined {
  const words = text.trim().toLowerCase();
  if (words === 'now') return now;
  if (words.startsWith('+')) return later(words.slice(1), now);
  const spoken = /^(?:([a-z]+) )?((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(words);
  if (spoken) return onDay(spoken[1] ?? 'today', timeOfDay(spoken[2]!), now, zone);
  const dated = /^(\d{4}-\d\d-\d\d)(?:[t ](\d\d:\d\d(?::\d\d)?)(z|[+-]\d\d:\d\d)?)?$/.exec(words);
  if (!dated) return undefined;
  const [, date, time = '00:00', offset] = dated;
  try {
    if (offset) return Temporal.Instant.from(`${date}T${time}${offset.toUpperCase()}`).epochMilliseconds;
    return instantOf(wallOf(`${date}T${time}`), zone);
  } catch (error) {
    // A date that no calendar has, such as 30 February.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function later(duration: string, now: Instant): Instant | undefined {
  const ms = parseDuration(duration);
  return ms === undefined ? undefined : now + ms;
}

function onDay(day: string, time: number, now: Instant, zone: string): Instant | undefined {
  const today: Wall = dateOf(wallAt(now, zone));
  if (day === 'today') return instantOf(today + time, zone);
  if (day === 'tomorrow') return instantOf(today + DAY + time, zone);
  const weekday = (WEEKDAYS as readonly string[]).indexOf(day);
  if (weekday < 0) return undefined;
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  const [next, after] = [ahead, ahead + 7].map((days) => instantOf(today + days * DAY + time, zone));
  return next! > now ? next : after;
}
