import type { CheckResult } from './check.ts';

/** A look that came to nothing for a reason of ours: `unknown`, with its cause (rule 7). */
export const unseen = (
  about: Pick<CheckResult, 'monitor' | 'location' | 'slot' | 'startedAt'>,
  why: string,
): CheckResult => ({
  ...about,
  verdict: 'unknown',
  code: 'unknown',
  text: `could not be checked: ${why}`,
  phases: { total: 0 },
  expectations: [],
  failingParts: [],
  observed: {},
});
