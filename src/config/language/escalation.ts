import * as z from 'zod';
import { atLeast, duration } from '../../fields/duration.ts';
import { timeOfDay, zone } from './times.ts';
import { weekdays } from './weekdays.ts';

const hours = z.strictObject({
  days: weekdays().describe('mon-fri, or a list such as [sat, sun]'),
  from: timeOfDay(),
  to: timeOfDay().describe('at or before `from` it is on the next day'),
  timezone: zone().optional().describe("the file's where absent"),
});

/** Who is paged at one severity, one level after the other. */
export const ladder = z.strictObject({
  levels: z
    .array(z.strictObject({ page: z.string(), after: duration().optional() }))
    .min(1, 'name at least one level, or nobody is paged'),
  repeat: z
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe('how often the levels are gone through again; then everyone is paged'),
  'acknowledgement-expires': atLeast(60_000, 'is impossible: an acknowledgement holds for at least 1m').optional(),
  hours: hours.optional().describe('outside of these pages wait; for P3 and P4 only'),
});
