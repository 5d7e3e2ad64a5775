import * as z from 'zod';
import type { GitHub, Got, Place } from '../../github/api.ts';

/** A run, as far as it is looked at. */
const run = z.object({
  id: z.int(),
  run_number: z.int(),
  display_title: z.string().default(''),
  event: z.string().default(''),
  head_branch: z.string().nullish(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  created_at: z.string().default(''),
  html_url: z
    .string()
    .regex(/^https?:\/\/\S+$/)
    .catch('no address'),
});
export type Run = z.output<typeof run>;

export type Seen<T> = { readonly is: 'seen'; readonly seen: T } | Exclude<Got, { is: 'got' }>;

/** More of them than begin between a plan and its end. */
const MANY = 30;

/** The newest runs of a workflow, whoever began them, newest first. */
export async function newestRuns(github: GitHub, { workflow }: Pick<Place, 'workflow'>): Promise<Seen<readonly Run[]>> {
  const got = await github.get(
    `actions/workflows/${encodeURIComponent(workflow)}/runs?per_page=${MANY}&exclude_pull_requests=true`,
  );
  return read(got, z.object({ workflow_runs: z.array(run) }), ({ workflow_runs: runs }) =>
    runs.toSorted((a, b) => b.run_number - a.run_number),
  );
}

/** One run, by GitHub's id of it. */
export const runOf = async (github: GitHub, id: string): Promise<Seen<Run>> =>
  read(await github.get(`actions/runs/${encodeURIComponent(id)}`), run, (found) => found);

/** A body of the documented shape; any other says nothing, which is no answer at all. */
export function read<S extends z.ZodType, T>(got: Got, shape: S, then: (value: z.output<S>) => T): Seen<T> {
  if (got.is !== 'got') return got;
  const parsed = shape.safeParse(got.value);
  return parsed.success
    ? { is: 'seen', seen: then(parsed.data) }
    : { is: 'lost', why: 'GitHub answers something that is not of its documented shape' };
}

const WAITS: Readonly<Record<string, string>> = {
  queued: 'is queued',
  requested: 'is queued',
  pending: 'waits for another run of its concurrency group',
  waiting: 'waits for an approval of its environment in GitHub',
};

export const isOver = ({ status }: Run): boolean => status === 'completed';

/** `run 42 is in progress`. */
export const progress = ({ run_number: n, status }: Run): string =>
  `run ${n} ${WAITS[status ?? ''] ?? 'is in progress'}`;
