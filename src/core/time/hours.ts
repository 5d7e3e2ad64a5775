import { type Hours, WEEKDAYS, type Weekday } from '../plan.ts';
import { derived } from './derived.ts';
import { DAY, type Instant } from './instant.ts';
import { dateOf, instantOf, timeOfDay, type Wall, wallAt, weekdayOf } from './wall.ts';
import type { Stretch } from './window.ts';

/** The parsed hours: `from` and `to` in ms after midnight of the day the shift begins; `to` may be on the next one. */
const shiftsOf = derived(({ timezone, days, from, to }: Hours) => {
  const [start, end] = [timeOfDay(from), timeOfDay(to)];
  return {
    timezone,
    days: WEEKDAYS.map((day: Weekday) => days.includes(day)),
    from: start,
    to: end <= start ? end + DAY : end,
    always: end === start && WEEKDAYS.every((day) => days.includes(day)),
  };
});

/** The shift that begins on a date, if one does: of a start that comes twice the first, of such an end the last (T1). */
function shiftOn(date: Wall, hours: ReturnType<typeof shiftsOf>): Stretch | undefined {
  if (!hours.days[weekdayOf(date)]) return undefined;
  const from = instantOf(date + hours.from, hours.timezone);
  const until = instantOf(date + hours.to, hours.timezone, 'last');
  return from < until ? { from, until } : undefined;
}

/** Shifts come each week; one that a clock change swallows is there in the next. */
const SOON = 15 * DAY;

/** `now` while the hours are open, else when they open next (E6); infinite where they never do. */
export function opensAt(plan: Hours, now: Instant): Instant {
  const hours = shiftsOf(plan);
  const today = dateOf(wallAt(now, hours.timezone));
  // Yesterday's shift may still be on.
  for (let date = today - DAY; date <= today + SOON; date += DAY) {
    const shift = shiftOn(date, hours);
    if (shift && now < shift.until) return Math.max(now, shift.from);
  }
  return Number.POSITIVE_INFINITY;
}

/** When the hours close next (E6): `now` where they are closed, infinite where they never close. Shifts that touch are one. */
export function closesAt(plan: Hours, now: Instant): Instant {
  const hours = shiftsOf(plan);
  if (hours.always) return Number.POSITIVE_INFINITY;
  let end = now;
  const today = dateOf(wallAt(now, hours.timezone));
  for (let date = today - DAY; ; date += DAY) {
    const shift = shiftOn(date, hours);
    if (shift && shift.from <= end) end = Math.max(end, shift.until);
    else if (date > dateOf(wallAt(end, hours.timezone))) return end;
  }
}
