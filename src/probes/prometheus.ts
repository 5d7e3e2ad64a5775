import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { apiOf } from './api.ts';
import { authoriser, credentialsIn } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { judgeTime, responseTime, timeOnly } from './expect/time.ts';
import { judgeConfiguration, judgeReady } from './prometheus/health.ts';
import { judgeQuery, queries } from './prometheus/query.ts';
import { judgeTargets } from './prometheus/targets.ts';
import { webTarget } from './target.ts';
import { startCheck } from './wire/check.ts';
import { type Failure, isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';

const { follow: _, ...target } = webTarget;
const jobs = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);

const wanted = {
  'targets-up': jobs.optional().describe('jobs of which every target has to be up'),
  query: queries.optional().describe('PromQL against bounds: every series has to be within, and there has to be one'),
  'response-time': responseTime(),
};

const shape = {
  ...target,
  expect: z
    .strictObject({
      ready: z.boolean().default(true).describe('ready to serve, as /-/ready says'),
      configuration: z.enum(['ok', 'any']).default('ok').describe('the last reload of the configuration succeeded'),
      ...wanted,
    })
    .prefault({}),
  warn: z
    .strictObject({ query: wanted.query, 'targets-up': wanted['targets-up'], ...timeOnly().unwrap().shape })
    .default({}),
};

/** The monitoring that others rely on: ready, scraping what it should, running the configuration that it was given. */
export const prometheus = defineProbe({
  kind: 'prometheus',
  summary: 'Prometheus: ready, configuration loaded, targets up by job, a query against a bound',
  shape,
  async run(settings, context): Promise<Finding> {
    const { url, headers, expect, warn } = settings;
    const watch = stopwatch();
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, context);
    try {
      const authorise = await authoriser(settings.auth, context);
      if (isFailure(authorise)) return concludeFailure(check, authorise, watch.read(), {});
      const api = apiOf(check, watch, { base: url, headers, authorise, credential: 'the credential' });
      const steps: readonly (() => Promise<readonly Judged[] | Failure>)[] = [
        () => judgeReady(api, expect.ready),
        () => judgeConfiguration(api, expect.configuration),
        () => judgeTargets(api, expect['targets-up'] ?? []),
        () => judgeQuery(api, expect.query ?? []),
      ];
      const expected: Judged[] = [];
      for (const step of steps) {
        const judged = await step();
        if (isFailure(judged)) return concludeFailure(check, judged, watch.read(), {});
        expected.push(...judged);
        // One that is not ready answers nothing else either.
        if (judged.some(({ name, ok }) => name === 'ready' && !ok)) break;
      }
      const warned = [await judgeTargets(api, warn['targets-up'] ?? []), await judgeQuery(api, warn.query ?? [])];
      const phases = watch.read();
      const missing = warned.find(isFailure);
      if (missing && expected.every(({ ok }) => ok)) return concludeFailure(check, missing, phases, {});
      return conclude(
        check,
        phases,
        {},
        {
          expect: [...expected, ...judgeTime(expect['response-time'], phases.total)],
          warn: [
            ...warned.flatMap((each) => (isFailure(each) ? [] : each)),
            ...judgeTime(warn['response-time'], phases.total),
          ],
          parts: [],
          fine: `is ready in ${inWords(phases.total)}`,
        },
      );
    } finally {
      check.deadline.end();
    }
  },
});
