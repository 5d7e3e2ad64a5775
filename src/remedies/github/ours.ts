import { createHash } from 'node:crypto';
import { type Instant, MINUTE } from '../../core/time/instant.ts';
import type { Run } from './runs.ts';

/** What tells our run from others: `shop-1-4be1c0a95d27`, in the title that the workflow's `run-name` gives it. */
export const markOf = (incident: string, key: string): string =>
  `${incident}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;

export interface Traces {
  /** The newest run when it was planned: ours has a higher number. */
  readonly after: number;
  readonly branch: string;
  readonly appliedAt?: Instant | undefined;
  /** Where the config names an input for it. */
  readonly mark?: string | undefined;
}

/** Between GitHub's clock and ours. */
const SKEW = MINUTE;

/** Runs that began since the plan, by whomever. */
export const since = (runs: readonly Run[], { after }: Pick<Traces, 'after'>): readonly Run[] =>
  runs.filter(({ run_number: n }) => n > after);

/**
 * The runs that may be ours, after an answer that did not say: with a mark the one that carries it; without one whatever
 * was started by hand or by an API on the branch, from about the time that we did.
 */
export function candidates(runs: readonly Run[], traces: Traces): readonly Run[] {
  const { branch, appliedAt, mark } = traces;
  const later = since(runs, traces);
  if (mark !== undefined) return later.filter(({ display_title: title }) => title.includes(mark));
  return later.filter(
    ({ event, head_branch: of, created_at: created }) =>
      event === 'workflow_dispatch' &&
      of === branch &&
      (appliedAt === undefined || !(Date.parse(created) < appliedAt - SKEW)),
  );
}

/** `run 42`, `runs 42, 43 and 44`. */
export function named(runs: readonly Run[]): string {
  const numbers = runs.map(({ run_number: n }) => n).toSorted((a, b) => a - b);
  return numbers.length === 1 ? `run ${numbers[0]}` : `runs ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
