import { stripVTControlCharacters } from 'node:util';
import { group, list, textAt } from '../api.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';
import type { GitHub } from './api.ts';
import type { Run } from './runs.ts';

/** Where a run failed, and what its log says last. */
export interface Cause {
  readonly job: string;
  readonly step: string;
  /** The line that says most. */
  readonly line: string;
  /** The end of the log, a few lines. */
  readonly log: string;
  /** What it says is that credentials were refused or have expired. */
  readonly credentials: boolean;
}

const BAD = new Set(['failure', 'timed_out', 'startup_failure', 'action_required']);
const KEPT = 12;
const WIDEST = 200;
/** How AWS, registries, Git, Kubernetes and npm say that they do not know us any more. */
const REFUSED =
  /\b(expired ?token|token (has |is )?expired|credentials? (have |has |are |is )?(expired|invalid)|(invalid|bad|incorrect|no valid|could not load) credentials|unauthori[sz]ed|authentication (required|failed)|access ?denied|permission denied \(publickey|requested access to the resource is denied|must be logged in to the server|you must be authenticated|certificate has expired|not authorized to perform)/i;

/** The first failing job, its failing step, and the end of its log. A log that is gone is no failure. */
export async function causeOf(github: GitHub, run: Pick<Run, 'id'>): Promise<Cause | Failure> {
  const value = await github.get(`actions/runs/${run.id}/jobs?filter=latest&per_page=100`);
  if (isFailure(value)) return value;
  const jobs = list(group(value).jobs);
  const job = jobs.find((each) => BAD.has(textAt(each, 'conclusion')));
  const step = list(group(job).steps).find((each) => BAD.has(textAt(each, 'conclusion')));
  const log = job === undefined ? undefined : await github.end(`actions/jobs/${textAt(job, 'id')}/logs`);
  const lines = endOf(log ?? '');
  const line = telling(lines);
  return {
    job: excerpt(textAt(job, 'name')),
    step: excerpt(textAt(step, 'name')),
    line,
    log: lines.join('\n'),
    credentials: lines.some((each) => REFUSED.test(each)),
  };
}

/** The lines up to the last error: what follows is only cleaning up. Times and colours go. */
function endOf(log: string): readonly string[] {
  const lines = stripVTControlCharacters(log)
    .split(/\r?\n/)
    .map((line) => line.replace(/^\uFEFF?\d{4}-\d\d-\d\dT[\d:.]+Z /, '').trimEnd())
    .filter((line) => line !== '' && !/^##\[(group|endgroup|debug)\]/.test(line));
  const last = lines.findLastIndex((line) => line.startsWith('##[error]'));
  const end = last < 0 ? lines : lines.slice(0, last + 1);
  return end.slice(-KEPT).map((line) => line.replace(/^##\[\w+\]/, '').slice(0, WIDEST));
}

/** `Process completed with exit code 1` says nothing; what stands before it does. */
function telling(lines: readonly string[]): string {
  const spoken = lines.filter((line) => !/^Process completed with exit code \d+\.?$/.test(line));
  return (
    spoken.findLast((line) => REFUSED.test(line)) ??
    spoken.findLast((line) => /error|fail|denied/i.test(line)) ??
    spoken.at(-1) ??
    ''
  );
}
