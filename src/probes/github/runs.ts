import { group, list, textAt } from '../api.ts';
import { type Failure, failure, isFailure } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';
import type { GitHub } from './api.ts';

/** A finished run. */
export interface Run {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly url: string;
  readonly commit: string;
  readonly conclusion: string;
  readonly succeeded: boolean;
  /** When it finished, UTC in ms. */
  readonly at: number;
}

/** Says nothing of the branch: somebody, or a newer run, ended it; or there was nothing to do. */
const PASSED_OVER = new Set(['cancelled', 'skipped', 'stale']);
const FINE = new Set(['success', 'neutral']);

/** The newest finished run on a branch that says something. What is still running is not waited for. */
export async function lastRun(
  github: GitHub,
  { branch, workflow }: { readonly branch: string; readonly workflow?: string | undefined },
): Promise<Run | Failure> {
  const of = workflow === undefined ? 'actions' : `actions/workflows/${encodeURIComponent(workflow)}`;
  const value = await github.get(
    `${of}/runs?branch=${encodeURIComponent(branch)}&status=completed&exclude_pull_requests=true&per_page=20`,
  );
  if (isFailure(value)) return value;
  const runs = list(group(value).workflow_runs);
  const found = runs.find(
    (run) => textAt(run, 'status') === 'completed' && !PASSED_OVER.has(textAt(run, 'conclusion')),
  );
  if (!found) return failure('run_failed', `has no finished run on ${excerpt(branch)}`);
  const conclusion = textAt(found, 'conclusion') || 'unknown';
  const at = Date.parse(textAt(found, 'updated_at'));
  return {
    id: textAt(found, 'id'),
    number: Number(group(found).run_number ?? 0),
    name: excerpt(textAt(found, 'name')),
    url: excerpt(textAt(found, 'html_url')),
    commit: textAt(found, 'head_sha').slice(0, 12),
    conclusion: excerpt(conclusion),
    succeeded: FINE.has(conclusion),
    at: Number.isNaN(at) ? 0 : at,
  };
}
