import * as z from 'zod/mini';

/** A run of the workflow: what a state hands to the next (rule 1). */
export const run = z.object({ incident: z.string(), generation: z.number(), run: z.number() });

/** A run, and what of it is due. */
export const work = z.extend(run, { keys: z.array(z.string()) });
