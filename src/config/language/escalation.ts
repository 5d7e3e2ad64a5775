import * as z from 'zod';
import { atLeast, duration } from '../../fields/duration.ts';
import { timeOfDay, zone } from './times.ts';
import { weekdays } from './weekdays.ts';

const hours = z.strictObject({
  days: weekdays().describe('weekdays such as mon-fri, or a list such as [sat, sun]'),
  from: timeOfDay(),
  to: timeOfDay().describe('at or before `from` it is on the next day'),
  timezone: zone().optional().describe("the file's where absent"),
});

/** Who is paged at one severity, one level after the other. */
export const ladder = z.strictObject({
  levels: z
    .array(z.strictObject({ page: z.string(), after: duration().optional() }))
    .min(1, 'name at least one level, or nobody is paged')
    .describe('whom to page, and how long `after` the level before it while nobody acknowledges'),
  repeat: z
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe('how often the levels are gone through again; then everyone is paged'),
  'acknowledgement-expires': atLeast(60_000, 'is impossible: an acknowledgement holds for at least 1m')
    .optional()
    .describe('then paging begins again; 30m for P1 where absent'),
  hours: hours.optional().describe('outside of these pages wait; for P3 and P4 only'),
});
