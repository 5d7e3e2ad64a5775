import * as z from 'zod';
import { duration } from '../../fields/duration.ts';
import { names } from './texts.ts';
import { localDate, localMoment, timeOfDay, zone } from './times.ts';
import { weekday } from './weekdays.ts';

const way = z.union([
  z.string(),
  z
    .looseObject({ after: duration().optional() })
    .refine(
      (written) => Object.keys(written).filter((key) => key !== 'after').length === 1,
      'name one channel and the address on it, as in { sms: "+15550101", after: 2m }',
    ),
]);

/** A person or a team, and how each is reached. */
export const reachable = z.strictObject({
  timezone: zone().optional().describe('that pages tell the time in; the file’s where absent'),
  notify: z
    .array(way)
    .min(1, 'name at least one channel, or nobody can be reached')
    .describe('`channel`, or `{ channel: address }`; with `after` not a fallback but one more, so much later'),
});

const UNITS = { h: 'hour', d: 'day', w: 'week' } as const;
const EVERY = 'write hour, day or week, or a number of them: 12h, 3 days, 2w';

/** `week`, `12h`, `3 days`: a unit and how many of it. */
const turn = z
  .string({ error: EVERY })
  .regex(/^(hour|day|week|[1-9]\d{0,2} ?(h|d|w|hours?|days?|weeks?))$/, EVERY)
  .transform((text) => {
    const [, count = '1', unit = ''] = /^(\d*) ?([hdw])/.exec(text) ?? [];
    return { unit: UNITS[unit as keyof typeof UNITS], count: Number(count || '1') };
  });

/** People who take turns. */
export const rotation = z.strictObject({
  timezone: zone().optional().describe('whose clocks the hand-offs follow; the file’s where absent'),
  handoff: z.strictObject({
    every: turn.describe('hour, day or week, or a number of them: 12h, 3 days, 2w'),
    on: weekday().optional().describe('the weekday, of weeks'),
    at: timeOfDay().default('09:00').describe('the time of day; of hours the minute'),
    from: localDate().optional().describe("the date of the first member's first turn"),
  }),
  members: names().describe('people or teams, in the order of their turns'),
  overrides: z
    .array(z.strictObject({ from: localMoment(), to: localMoment(), member: z.string() }))
    .default([])
    .describe('who takes over meanwhile'),
});
