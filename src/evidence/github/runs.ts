import type { Instant } from '../../core/time/instant.ts';
import { group, list, textAt } from '../../probes/api.ts';
import type { GitHub } from '../../probes/github/api.ts';
import { type Failure, failure, isFailure } from '../../probes/wire/failure.ts';
import { excerpt } from '../../probes/wire/redact.ts';

/** A run, whether or not it is over. */
export interface RecentRun {
  readonly id: string;
  readonly number: string;
  /** The workflow's file, or its name where GitHub names no file: `deploy.yml`. */
  readonly workflow: string;
  readonly title: string;
  readonly url: string;
  /** `undefined` while it runs. */
  readonly conclusion: string | undefined;
  readonly startedAt: Instant;
  /** When it ended, or was heard of last. */
  readonly at: Instant;
}

/** More of them than there are to list. */
const MANY = 20;

/** The newest runs on a branch, newest first ("List workflow runs for a repository"). */
export async function recentRuns(
  github: GitHub,
  { branch, workflow }: { readonly branch: string; readonly workflow?: string | undefined },
): Promise<readonly RecentRun[] | Failure> {
  const of = workflow === undefined ? 'actions' : `actions/workflows/${encodeURIComponent(workflow)}`;
  const value = await github.get(
    `${of}/runs?branch=${encodeURIComponent(branch)}&exclude_pull_requests=true&per_page=${MANY}`,
  );
  if (isFailure(value)) return value;
  const { workflow_runs: runs } = group(value);
  if (!Array.isArray(runs))
    return failure('json', 'cannot be seen: GitHub answers something that is not of its documented shape');
  return list(runs)
    .slice(0, MANY)
    .flatMap((run) => readRun(run))
    .toSorted((a, b) => b.at - a.at);
}

/** A run without times says nothing of what came before what. */
function readRun(run: unknown): readonly RecentRun[] {
  const at = Date.parse(textAt(run, 'updated_at'));
  const started = Date.parse(textAt(run, 'run_started_at') || textAt(run, 'created_at'));
  if (Number.isNaN(at)) return [];
  const file = textAt(run, 'path').split('@')[0]!.split('/').at(-1)!;
  const isOver = textAt(run, 'status') === 'completed';
  return [
    {
      id: textAt(run, 'id'),
      number: excerpt(textAt(run, 'run_number')),
      workflow: excerpt(file || textAt(run, 'name')),
      title: excerpt(textAt(run, 'display_title')),
      url: excerpt(/^https?:\/\/\S+$/.test(textAt(run, 'html_url')) ? textAt(run, 'html_url') : ''),
      conclusion: isOver ? excerpt(textAt(run, 'conclusion')) || 'unknown' : undefined,
      startedAt: Number.isNaN(started) ? at : started,
      at,
    },
  ];
}
