import * as z from 'zod';
import type { Applied, Planned, RemedyIntent, Verified } from '../core/remedy/remedy.ts';
import { MINUTE } from '../core/time/instant.ts';
import { webAddress } from '../fields/web-address.ts';
import { defineRemedy, type RemedyContext } from './define.ts';
import { type GitHub, github } from './github/api.ts';
import { failureIn, type Run, runOf, startedRuns, type Unread } from './github/runs.ts';
import { intentOf } from './intent.ts';
import { limits } from './limits.ts';

const shape = {
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'is not a repository: write owner/name')
    .describe('owner/name'),
  workflow: z
    .string()
    .regex(/^[\w.-]+\.ya?ml$/, 'is not a workflow: write its file, as in rollback.yaml')
    .describe('its file in .github/workflows; it has workflow_dispatch'),
  branch: z.string().min(1).default('main').describe('where it runs'),
  inputs: z.record(z.string(), z.string()).default({}).describe('given to the workflow'),
  'key-input': z
    .string()
    .min(1)
    .optional()
    .describe(
      'an input that is given the key of this use: with it in `run-name`, a run whose answer was lost is found again',
    ),
  token: z.string().min(1).describe('may start workflows there'),
  'api-url': webAddress('https://github.example.com/api/v3')
    .default('https://api.github.com')
    .describe("GitHub Enterprise's API"),
  ...limits,
};
type Settings = z.output<z.ZodObject<typeof shape>>;

const dispatched = z.object({ workflow_run_id: z.number() });
/** Clocks of GitHub and ours differ. */
const SKEW = MINUTE;

/** The way for systems that deploy from Git: their own pipeline does it. What is started is followed to its end. */
export const pipeline = defineRemedy({
  kind: 'pipeline',
  summary: 'starts a GitHub Actions workflow and follows it to its end',
  shape,
  async plan(settings, { timeout }): Promise<Planned> {
    const { repository, workflow, branch, inputs } = settings;
    const found = await startedRuns(github(settings, timeout), workflow, branch);
    if (isUnread(found)) return { is: 'refused', why: found.why };
    const current = found.find(({ status }) => status !== 'completed');
    if (current) return { is: 'refused', why: `a run of ${workflow} is under way already: ${urlOf(current)}` };
    const given = Object.entries(inputs).map(([name, value]) => `inputs.${name}: ${value}`);
    return {
      is: 'planned',
      intent: intentOf({
        summary: `run ${workflow} of ${repository} on ${branch}`,
        target: `workflow ${workflow} of ${repository}`,
        facts: { branch, after: newest(found) },
        ...(given.length > 0 && { difference: given }),
      }),
    };
  },
  async apply({ facts }, settings, { timeout, key }): Promise<Applied> {
    const { workflow, branch, inputs, 'key-input': keyInput } = settings;
    const api = github(settings, timeout);
    const found = await startedRuns(api, workflow, branch);
    if (isUnread(found)) return { is: 'refused', why: found.why };
    const mine = keyed(found, key, settings);
    if (mine) return { is: 'applied', receipt: { run: mine.id } };
    if (newest(found) !== facts.after) return { is: 'refused', why: `somebody started ${workflow} meanwhile` };
    return started(api, workflow, { ref: branch, inputs: { ...inputs, ...(keyInput && { [keyInput]: key }) } });
  },
  async verify(intent, settings, context): Promise<Verified> {
    const api = github(settings, context.timeout);
    const found = await theRun(api, intent, settings, context);
    if ('why' in found) return { is: 'pending', text: found.why };
    const { id, status, conclusion } = found;
    if (status !== 'completed')
      return { is: 'pending', text: `run ${id} is ${(status ?? 'waiting').replaceAll('_', ' ')}` };
    if (conclusion === 'success') return { is: 'healthy' };
    return { is: 'failed', why: `run ${id} ended with ${conclusion}${await failureIn(api, id)}: ${urlOf(found)}` };
  },
});

/** Once; an API of before 2026 does not know that it may tell the run, says so, and has started nothing. */
async function started(api: GitHub, workflow: string, body: object): Promise<Applied> {
  const path = `actions/workflows/${workflow}/dispatches`;
  const first = await api.post(path, { ...body, return_run_details: true });
  const isOld = first.is === 'refused' && /return_run_details/.test(first.why);
  const answer = isOld ? await api.post(path, body) : first;
  if (answer.is === 'refused') return { is: 'refused', why: answer.why };
  if (answer.is === 'failed')
    return answer.sent === 'no'
      ? { is: 'refused', why: `GitHub could not be reached: ${answer.why}` }
      : { is: 'unknown', why: answer.why };
  const parsed = dispatched.safeParse(answer.value);
  return { is: 'applied', ...(parsed.success && { receipt: { run: parsed.data.workflow_run_id } }) };
}

/** The run that we started: by its number where GitHub told it, by its key, or the only one that can be it. */
async function theRun(
  api: GitHub,
  { facts }: RemedyIntent,
  settings: Settings,
  { receipt, key, appliedAt = 0 }: RemedyContext,
): Promise<Run | Unread> {
  if (receipt?.run !== undefined) return runOf(api, Number(receipt.run));
  const found = await startedRuns(api, settings.workflow, settings.branch);
  if (isUnread(found)) return found;
  if (settings['key-input'] !== undefined)
    return keyed(found, key, settings) ?? { why: 'no run with its key is there yet' };
  const since = found.filter(
    ({ id, created_at: at }) => id > Number(facts.after) && Date.parse(at) >= appliedAt - SKEW,
  );
  const [only, ...others] = since;
  if (!only) return { why: 'no run is there yet' };
  return others.length === 0
    ? only
    : { why: `${since.length} runs may be the one that was started: a key-input would tell them apart` };
}

const keyed = (runs: readonly Run[], key: string, settings: Settings): Run | undefined =>
  settings['key-input'] === undefined ? undefined : runs.find(({ display_title: title }) => title?.includes(key));
const isUnread = (found: readonly Run[] | Unread): found is Unread => 'why' in found;
const newest = (runs: readonly Run[]): number => Math.max(0, ...runs.map(({ id }) => id));
const urlOf = ({ id, html_url: url }: Run): string => url ?? `run ${id}`;
