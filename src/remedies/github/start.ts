import * as z from 'zod';
import type { Applied } from '../../core/remedy/remedy.ts';
import { type Instant, SECOND } from '../../core/time/instant.ts';
import { type GitHub, githubOf, type Place } from '../../github/api.ts';
import { candidates, named, since, type Traces } from './ours.ts';
import { isOver, newestRuns, progress, type Run } from './runs.ts';

export interface Start extends Place, Traces {
  readonly inputs: Readonly<Record<string, string>>;
}

/** An apply that begins so much after its claim may not be the first one. */
const LATE = 30 * SECOND;

/** Starts the workflow once: not where a run of it stands in its way, nor where an earlier apply may have done it (G5). */
export async function start(
  wanted: Start,
  context: { readonly timeout: number; readonly now: number },
): Promise<Applied> {
  const github = githubOf(wanted, context);
  const runs = await newestRuns(github, wanted);
  if (runs.is === 'lost') return { is: 'unknown', why: `whether it was started before cannot be told: ${runs.why}` };
  if (runs.is !== 'seen') return { is: 'refused', why: runs.why };
  return before(runs.seen, wanted, context.now) ?? dispatch(github, wanted);
}

/** What the runs that are there already make of it; `undefined` where there is nothing against it. */
function before(runs: readonly Run[], wanted: Start, now: Instant): Applied | undefined {
  const { appliedAt, mark, workflow } = wanted;
  const [could, later] = [candidates(runs, wanted), since(runs, wanted)];
  if (mark !== undefined && could.length > 0) return { is: 'applied', ref: String(could.at(-1)!.id) };
  if (could.length > 0 && appliedAt !== undefined)
    return { is: 'unknown', why: `${named(could)} of ${workflow} may be this one, begun before` };
  if (later.length > 0) return { is: 'refused', why: `${named(later)} of ${workflow} began since it was planned` };
  const busy = runs.find((run) => !isOver(run));
  if (busy) return { is: 'refused', why: `${progress(busy)}: ${busy.html_url}` };
  return appliedAt !== undefined && now - appliedAt > LATE
    ? { is: 'unknown', why: 'it was begun before, and no run of it is seen yet' }
    : undefined;
}

/** Asking for the run's name is new (February 2026): servers of GitHub Enterprise refuse a request with a key that they do not know. */
const isServer = (api: string): boolean => /\/api\/v3\/?$/.test(api);

const details = z.object({ workflow_run_id: z.int() });

async function dispatch(github: GitHub, { 'api-url': api, workflow, branch, inputs }: Start): Promise<Applied> {
  const got = await github.post(`actions/workflows/${encodeURIComponent(workflow)}/dispatches`, {
    ref: branch,
    inputs,
    ...(!isServer(api) && { return_run_details: true }),
  });
  if (got.is === 'lost') return { is: 'unknown', why: got.why };
  if (got.is !== 'got') return { is: 'refused', why: got.why };
  // 204 without a body is what it says where it does not name the run.
  const named = details.safeParse(got.value);
  return { is: 'applied', ...(named.success && { ref: String(named.data.workflow_run_id) }) };
}
