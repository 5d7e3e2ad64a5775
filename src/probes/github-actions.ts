import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { githubOf } from './github/api.ts';
import { type Cause, causeOf } from './github/cause.ts';
import { place } from './github/place.ts';
import { lastRun, type Run } from './github/runs.ts';
import { startCheck } from './wire/check.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';
import { excerpt } from './wire/redact.ts';

const shape = {
  ...place,
  expect: z
    .strictObject({ 'max-age': duration().optional().describe('the last run is not older than this') })
    .default({}),
};

/** The pipeline: whether the last finished run on a branch succeeded, and where it failed. */
export const githubActions = defineProbe({
  kind: 'github-actions',
  summary: 'the last run on a branch: the failing job and step, the end of its log',
  shape,
  async run(settings, context): Promise<Finding> {
    const { token, expect } = settings;
    const watch = stopwatch();
    const secrets = token === undefined ? [] : [token];
    const check = startCheck({ url: settings['api-url'], secrets }, context);
    try {
      const github = githubOf(check, watch, settings);
      const run = await lastRun(github, settings);
      if (isFailure(run)) return concludeFailure(check, run, watch.read(), {});
      const cause = run.succeeded ? undefined : await causeOf(github, run);
      if (isFailure(cause)) return concludeFailure(check, cause, watch.read(), observe(run));
      const judged = [judgeRun(run, cause), ...judgeAge(run, expect['max-age'], context.now)];
      const observed: Finding['observed'] = {
        ...observe(run),
        ...(cause && { job: cause.job, step: cause.step }),
        ...(cause?.log && { log: cause.log }),
      };
      return conclude(check, watch.read(), observed, {
        expect: judged,
        warn: [],
        parts: [],
        fine: `passed its last run, ${inWords(Math.max(0, context.now - run.at))} ago`,
      });
    } finally {
      check.deadline.end();
    }
  },
});

const observe = ({ number, name, url, commit, conclusion, at }: Run) => ({
  run: number,
  workflow: name,
  url,
  commit,
  conclusion,
  'finished-at': new Date(at).toISOString(),
});

/** Expired or refused credentials are told apart: another push does not help, a new secret does (runbook 2.5). */
function judgeRun({ number, name, conclusion, succeeded }: Run, cause: Cause | undefined): Judged {
  const place = cause?.job ? ` at "${cause.job}"${cause.step ? `, step "${cause.step}"` : ''}` : '';
  const why = cause?.line ? `: ${excerpt(cause.line)}` : '';
  const verb = conclusion === 'failure' ? 'failed' : `ended with ${conclusion}`;
  const refused = cause?.credentials ? ' because credentials were refused or expired' : '';
  return {
    name: 'run',
    expected: 'success',
    seen: conclusion,
    ok: succeeded,
    code: cause?.credentials ? 'credentials' : 'run_failed',
    says: `run ${number} of ${excerpt(name)} ${verb}${place}${refused}${why}`,
  };
}

function judgeAge({ at }: Run, most: number | undefined, now: number): readonly Judged[] {
  if (most === undefined) return [];
  const age = inWords(Math.max(0, now - at));
  const says = `last ran ${age} ago, more than ${inWords(most)}`;
  return [
    {
      name: 'max-age',
      expected: `at most ${inWords(most)}`,
      seen: age,
      ok: now - at <= most,
      code: 'run_failed',
      says,
    },
  ];
}
