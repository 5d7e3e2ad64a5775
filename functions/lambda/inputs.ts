import * as z from 'zod/mini';
import type { Look } from '../../src/core/check/look.ts';

/** A run of the workflow: what a state hands to the next (rule 1). */
export const run = z.object({ incident: z.string(), generation: z.number(), run: z.number() });

/** A run, and what of it is due. */
export const work = z.extend(run, { keys: z.array(z.string()) });

/** What a prober saw: from a function of ours, of the same version or of one before. */
export const looks = z.object({
  looks: z.array(
    z.custom<Look>(
      (each) => typeof each === 'object' && each !== null && 'monitor' in each && 'slot' in each && 'verdict' in each,
      'not a look',
    ),
  ),
});

/** What a second opinion is asked of. */
export const look = z.union([
  z.object({ control: z.literal(true) }),
  z.object({ monitor: z.string(), location: z.string(), slot: z.number() }),
]);

/** A start by the scheduler; a time that it did not fill in is now. */
export const scheduled = z.object({
  shard: z.number(),
  at: z.pipe(
    z.optional(z.string()),
    z.transform((at) => (at === undefined || Number.isNaN(Date.parse(at)) ? undefined : Date.parse(at))),
  ),
});
