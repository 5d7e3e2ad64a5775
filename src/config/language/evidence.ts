import * as z from 'zod';

/** What every source of evidence can set, whatever its kind. */
export const evidenceShared = {
  monitors: z
    .array(z.string())
    .min(1, 'names nobody: leave it out to ask about every failure')
    .optional()
    .describe('the monitors whose failure it is asked about; all where absent'),
};
