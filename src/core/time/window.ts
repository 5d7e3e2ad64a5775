import { WEEKDAYS, type Window } from '../plan.ts';
import { derived } from './derived.ts';
import { DAY, type Instant } from './instant.ts';
import { latest, type Recurrence } from './recurrence.ts';
import { instantOf, timeOfDay, wallOf } from './wall.ts';

/** `from <= at < until`. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

/** The first Monday of the epoch, and the days after it. */
const MONDAY = 4 * DAY;

const startsOf = derived(({ timezone, starts }: Window): { readonly once: Instant } | Recurrence => {
  if ('once' in starts) return { once: instantOf(wallOf(starts.once), timezone) };
  const anchor = MONDAY + timeOfDay(starts.at);
  return starts.on === undefined
    ? { timezone, anchor, period: DAY }
    : { timezone, anchor: anchor + WEEKDAYS.indexOf(starts.on) * DAY, period: 7 * DAY };
});

/**
 * The stretch of a window that is in force now (M1, G4). It starts by wall clock and lasts its length in real time,
 * so that planned work of four hours has them in the night of a clock change too (T1). Where it comes again before it
 * is over, the one that ends last counts.
 */
export function windowAt(window: Window, now: Instant): Stretch | undefined {
  const starts = startsOf(window);
  const from = 'once' in starts ? starts.once : latest(starts, now).from;
  return from <= now && now < from + window.length ? { from, until: from + window.length } : undefined;
}

/** The first stretch of a window that starts after now; `undefined` where none is to come (M1, T1). */
export function nextWindow(window: Window, now: Instant): Stretch | undefined {
  const starts = startsOf(window);
  const from = 'once' in starts ? starts.once : latest(starts, now).next;
  return from > now ? { from, until: from + window.length } : undefined;
}
