import * as z from 'zod';
import { githubOf } from '../probes/github/api.ts';
import { place } from '../probes/github/place.ts';
import { startCheck } from '../probes/wire/check.ts';
import { isFailure } from '../probes/wire/failure.ts';
import { stopwatch } from '../probes/wire/phases.ts';
import { askingAs } from './asking.ts';
import { defineEvidence, type Gathered } from './define.ts';
import { failingPlace } from './github/failing.ts';
import { recentRuns } from './github/runs.ts';
import { deployBefore, runLine } from './github/words.ts';

const shape = {
  ...place,
  deploys: z
    .array(z.string().min(1))
    .optional()
    .describe('files of workflows that deploy; those with deploy, release or rollout in their names where absent'),
};

/** So many runs are listed. */
const LISTED = 5;

/** The pipeline: what ran around the failure, whether a deploy ended just before it, and where the last bad run failed. */
export const githubActions = defineEvidence({
  kind: 'github-actions',
  summary: 'the last runs on a branch, the failing job and step, and whether a deploy ended shortly before the failure',
  shape,
  async collect(settings, subject, context): Promise<Gathered> {
    const { token, repository } = settings;
    const secrets = token === undefined ? [] : [token];
    const check = startCheck({ url: settings['api-url'], secrets }, askingAs(subject, context));
    const what = `${context.source} (GitHub Actions)`;
    try {
      const github = githubOf(check, stopwatch(), settings);
      const runs = await recentRuns(github, settings);
      if (isFailure(runs)) return { parts: [], missing: { [what]: runs.text } };
      const failing = await failingPlace(github, runs);
      const sentence = deployBefore(runs, settings.deploys, subject, context);
      const listed = runs.slice(0, LISTED).map((run) => runLine(run, subject, context));
      const lines = listed.length > 0 ? listed : [`no run on ${settings.branch}`];
      return {
        ...(sentence !== undefined && { sentence }),
        parts: [{ title: `GitHub Actions of ${repository}`, lines: [...lines, ...failing.lines] }],
        ...(failing.why !== undefined && { missing: { [`${what}, the failing step`]: failing.why } }),
      };
    } finally {
      check.deadline.end();
    }
  },
});
