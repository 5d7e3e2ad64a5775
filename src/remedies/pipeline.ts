import { createHash } from 'node:crypto';
import * as z from 'zod';
import { plainLine } from '../core/message/plain.ts';
import type { Applied, Planned, RemedyIntent, Verified } from '../core/remedy/remedy.ts';
import { webAddress } from '../fields/web-address.ts';
import { githubOf } from '../github/api.ts';
import { defineRemedy, type RemedyContext } from './define.ts';
import { candidates, markOf, named, since } from './github/ours.ts';
import { outcomeOf } from './github/outcome.ts';
import { isOver, newestRuns, progress, runOf } from './github/runs.ts';
import { start } from './github/start.ts';
import { unstartable } from './github/workflow.ts';
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
  inputs: z
    .record(z.string(), z.string())
    .default({})
    .refine((inputs) => Object.keys(inputs).length < 25, 'are too many: GitHub takes 25, ours among them')
    .describe('given to the workflow'),
  'key-input': z
    .string()
    .regex(/^[A-Za-z_][\w-]*$/, 'is not the name of an input: write for example tocsin')
    .optional()
    .describe(
      'the input that gets the mark of its use; the workflow shows it in its `run-name`, which tells our run for certain',
    ),
  token: z.string().min(1).describe('may start workflows there: `actions: write`'),
  'api-url': webAddress('https://github.example.com/api/v3')
    .default('https://api.github.com')
    .describe("GitHub Enterprise's API"),
  ...limits,
};

type Settings = z.output<z.ZodObject<typeof shape>>;

/** The way for systems that deploy from Git: their own pipeline does it. */
export const pipeline = defineRemedy({
  kind: 'pipeline',
  summary: 'starts a GitHub Actions workflow and follows it to its end',
  shape,
  async plan(settings, context): Promise<Planned> {
    const github = githubOf(settings, context);
    const [why, runs] = await Promise.all([unstartable(github, settings), newestRuns(github, settings)]);
    if (why !== undefined) return { is: 'refused', why };
    if (runs.is !== 'seen') return { is: 'refused', why: runs.why };
    const busy = runs.seen.find((run) => !isOver(run));
    if (busy) return { is: 'refused', why: `${progress(busy)}: ${busy.html_url}` };
    const { repository, workflow, branch } = settings;
    const after = runs.seen[0]?.run_number ?? 0;
    const given = shown(settings.inputs);
    return {
      is: 'planned',
      intent: intentOf({
        summary: `start ${workflow} of ${repository} on ${branch}`,
        target: `${workflow} (${repository})`,
        ...(given.length > 0 && { difference: given }),
        facts: { repository, workflow, branch, inputs: digest(settings.inputs), after },
      }),
    };
  },
  async apply(intent, settings, context): Promise<Applied> {
    const { 'key-input': input } = settings;
    const { inputs, ...rest } = tracesOf(intent, settings, context);
    if (inputs !== digest(settings.inputs))
      return { is: 'refused', why: 'its inputs in the config have changed since it was planned' };
    const all = { ...settings.inputs, ...(input !== undefined && { [input]: markOf(context.incident, context.key) }) };
    return start({ ...rest, inputs: all }, context);
  },
  async verify(intent, settings, context): Promise<Verified> {
    const traces = tracesOf(intent, settings, context);
    const github = githubOf(traces, context);
    if (context.ref !== undefined) {
      const run = await runOf(github, context.ref);
      return run.is === 'seen' ? outcomeOf(github, run.seen) : { is: 'pending', text: run.why };
    }
    const runs = await newestRuns(github, traces);
    if (runs.is !== 'seen') return { is: 'pending', text: runs.why };
    const could = candidates(runs.seen, traces);
    if (could.length === 1) return outcomeOf(github, could[0]!);
    if (could.length > 1)
      return { is: 'pending', text: `${named(could)} began since: which of them is ours cannot be told` };
    const later = since(runs.seen, traces);
    return {
      is: 'pending',
      text: later.length === 0 ? 'no run of it has begun yet' : `${named(later)} began since; none looks like ours`,
    };
  },
});

/** Where it was planned, whatever the config says by now, and what tells our run. */
function tracesOf({ facts }: RemedyIntent, settings: Settings, { incident, key, appliedAt }: RemedyContext) {
  return {
    'api-url': settings['api-url'],
    token: settings.token,
    repository: String(facts.repository),
    workflow: String(facts.workflow),
    branch: String(facts.branch),
    inputs: String(facts.inputs),
    after: Number(facts.after),
    appliedAt,
    mark: settings['key-input'] === undefined ? undefined : markOf(incident, key),
  };
}

/** A plan is bound to all of its inputs by this, also to those that its words leave no room for. */
const digest = (inputs: Settings['inputs']): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 16);

/** An approver sees what it is given (G1); the values of secrets are taken out before it is shown. */
const shown = (inputs: Settings['inputs']): readonly string[] =>
  Object.entries(inputs).map(([name, value]) => `inputs.${name}: ${plainLine(value, 100)}`);
