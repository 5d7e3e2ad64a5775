import * as z from 'zod';
import type { Verified } from '../../core/remedy/remedy.ts';
import type { GitHub } from '../../github/api.ts';
import { said } from '../../wire/said.ts';
import { isOver, progress, type Run, read } from './runs.ts';

/** What became of our run. Where it failed, its job and step are named. */
export async function outcomeOf(github: GitHub, run: Run): Promise<Verified> {
  if (!isOver(run)) return { is: 'pending', text: `${progress(run)}: ${run.html_url}` };
  if (run.conclusion === 'success') return { is: 'healthy' };
  const how = ENDS[run.conclusion ?? ''] ?? `ended with ${run.conclusion ?? 'nothing'}`;
  const where = run.conclusion === 'cancelled' || run.conclusion === 'skipped' ? '' : await placeIn(github, run);
  return { is: 'failed', why: said(`run ${run.run_number} ${how}${where}: ${run.html_url}`, []) };
}

const ENDS: Readonly<Record<string, string>> = {
  failure: 'failed',
  timed_out: 'took too long',
  cancelled: 'was cancelled',
  skipped: 'was skipped: it did nothing',
  startup_failure: 'could not begin',
  action_required: 'waits for somebody in GitHub',
};

const ended = { name: z.string(), conclusion: z.string().nullish() };
const jobs = z.object({
  jobs: z.array(z.object({ ...ended, steps: z.array(z.object(ended)).default([]) })),
});
const BAD = new Set(['failure', 'timed_out', 'startup_failure', 'action_required']);

/** ` at "deploy", step "Roll out"`; nothing where it cannot be read: the conclusion stands. */
async function placeIn(github: GitHub, { id }: Run): Promise<string> {
  const got = await github.get(`actions/runs/${id}/jobs?filter=latest&per_page=100`);
  const found = read(got, jobs, (value) => value.jobs.find(({ conclusion }) => BAD.has(conclusion ?? '')));
  if (found.is !== 'seen' || !found.seen) return '';
  const step = found.seen.steps.find(({ conclusion }) => BAD.has(conclusion ?? ''));
  return ` at "${short(found.seen.name)}"${step ? `, step "${short(step.name)}"` : ''}`;
}

const short = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);
