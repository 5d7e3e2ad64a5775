import * as z from 'zod';
import { parseDuration } from '../core/time/instant.ts';

/** `800ms`, `90s`, `1h30m`, `21d` in a config file; milliseconds once parsed. */
export function duration() {
  return z
    .string({ error: (issue) => (typeof issue.input === 'number' ? `${issue.input} ${UNITS}` : undefined) })
    .transform((text, context) => {
      const ms = parseDuration(text);
      if (ms !== undefined) return ms;
      context.addIssue({
        code: 'custom',
        message: `'${text}' is not a duration: write for example 800ms, 90s, 5m, 1h30m or 21d`,
      });
      return z.NEVER;
    });
}

const UNITS = 'has no unit: write for example 800ms, 90s, 5m, 1h30m or 21d';

/** A duration of at least `ms` milliseconds; `problem` says why less is impossible. */
export const atLeast = (ms: number, problem: string) => duration().refine((value) => value >= ms, problem);
