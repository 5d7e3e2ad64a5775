import * as z from 'zod';
import type { GitHub, GitHubAnswer } from './api.ts';

const run = z.object({
  id: z.number(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  created_at: z.string(),
  display_title: z.string().nullish(),
  html_url: z.string().nullish(),
});
export type Run = z.output<typeof run>;

const runs = z.object({ workflow_runs: z.array(run) });
const jobs = z.object({
  jobs: z.array(
    z.object({
      name: z.string(),
      conclusion: z.string().nullable(),
      steps: z.array(z.object({ name: z.string(), conclusion: z.string().nullish() })).optional(),
    }),
  ),
});

/** Why something could not be read. */
export interface Unread {
  readonly why: string;
}

/** Enough to see what ran since a plan was made; GitHub gives the newest first. */
const PAGE = 20;

/** The newest runs of a workflow that somebody started by hand or by the API, on one branch. */
export async function startedRuns(github: GitHub, workflow: string, branch: string): Promise<readonly Run[] | Unread> {
  const query = new URLSearchParams({ event: 'workflow_dispatch', branch, per_page: String(PAGE) });
  return read(await github.get(`actions/workflows/${workflow}/runs?${query}`), runs, ({ workflow_runs: all }) => all);
}

export async function runOf(github: GitHub, id: number): Promise<Run | Unread> {
  return read(await github.get(`actions/runs/${id}`), run, (one) => one);
}

/** The job and step that failed, in words; empty where that cannot be told. */
export async function failureIn(github: GitHub, id: number): Promise<string> {
  const found = await read(await github.get(`actions/runs/${id}/jobs?per_page=100`), jobs, ({ jobs: all }) => all);
  if ('why' in found) return '';
  const isBad = ({ conclusion }: { readonly conclusion?: string | null | undefined }) =>
    conclusion !== null && conclusion !== undefined && !['success', 'skipped', 'neutral'].includes(conclusion);
  const job = found.find(isBad);
  const step = job?.steps?.find(isBad);
  return job ? ` at "${job.name}"${step ? `, step "${step.name}"` : ''}` : '';
}

function read<Shape extends z.ZodType, T>(
  answer: GitHubAnswer,
  shape: Shape,
  of: (value: z.output<Shape>) => T,
): T | Unread {
  if (answer.is !== 'answered') return { why: answer.why };
  const parsed = shape.safeParse(answer.value);
  return parsed.success ? of(parsed.data) : { why: 'GitHub’s answer is not what its documentation says' };
}
