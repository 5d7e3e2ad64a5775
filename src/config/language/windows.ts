import * as z from 'zod';
import type { Window } from '../../core/plan.ts';
import { atLeast } from '../../fields/duration.ts';
import { suggest } from '../suggest.ts';
import { named, names } from './texts.ts';
import { localMoment, zone } from './times.ts';
import { weekdayOf } from './weekdays.ts';

const EVERY = 'write when it starts, each week or each day: "sunday 02:00" or "daily 03:00"';
const EACH_DAY = /^(daily|day)$/i;

/** `sunday 02:00` or `daily 03:00`: when a window starts, again and again. */
export const recurring = z
  .string({ error: EVERY })
  .regex(/^[a-z]+ ([01]\d|2[0-3]):[0-5]\d$/i, EVERY)
  .transform((text, context): Exclude<Window['starts'], { once: string }> => {
    const [day = '', at = ''] = text.split(' ');
    const on = weekdayOf(day);
    if (on) return { at, on };
    if (!EACH_DAY.test(day)) {
      const choices = ['daily', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
      context.addIssue({
        code: 'custom',
        message: `there is no day '${day}'`,
        params: { remedy: suggest(day, choices) },
      });
    }
    return { at };
  });

const window = {
  name: named('window').describe('what it is called on the console'),
  every: recurring.optional().describe('when it starts, again and again: "sunday 02:00" or "daily 03:00"; with `for`'),
  for: atLeast(60_000, 'is impossible: a window is at least 1m').optional().describe('how long each time'),
  from: localMoment().optional().describe('the start of one that comes once; with `to`'),
  to: localMoment().optional().describe('its end'),
  timezone: zone().optional().describe("the file's where absent"),
};

/** Sets of keys of a window of which there is exactly one. */
export const WINDOWS = [
  ['every', 'for'],
  ['from', 'to'],
] as const;

/** A stretch of time in which no remedy is used. */
export const freeze = z.strictObject(window);

/** Planned work: what fails meanwhile pages nobody. */
export const maintenance = z.strictObject({ ...window, monitors: names().optional().describe('all where absent') });
