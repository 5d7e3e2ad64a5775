import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { apiOf } from './api.ts';
import { authoriser, credentialsIn } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { judgeTime, responseTime, timeOnly } from './expect/time.ts';
import { judgeDatasources, judgeHealth } from './grafana/health.ts';
import { judgePanel } from './grafana/panel.ts';
import { webTarget } from './target.ts';
import { startCheck } from './wire/check.ts';
import { type Failure, isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';

const { follow: _, ...target } = webTarget;

const panel = z.strictObject({
  dashboard: z.string().min(1).describe("the dashboard's uid, as in its address"),
  panel: z.union([z.int(), z.string().min(1)]).describe("the panel's id, or its title"),
  last: duration().prefault('15m').describe('how far back there has to be data'),
});

const shape = {
  ...target,
  token: z.string().min(1).optional().describe("a service account's token; data sources and panels need one"),
  expect: z
    .strictObject({
      datasources: z.literal('ok').optional().describe('the health check of every data source passes'),
      panel: z
        .union([panel.transform((one) => [one]), z.array(panel).min(1)])
        .optional()
        .describe('panels whose queries have to return data'),
      'response-time': responseTime(),
    })
    .default({}),
  warn: timeOnly(),
};

/** The dashboards: Grafana answers, its data sources do, and a panel shows something. */
export const grafana = defineProbe({
  kind: 'grafana',
  summary: 'Grafana: health, data sources, and panels whose queries return data',
  shape,
  async run(settings, context): Promise<Finding> {
    const { url, headers, token, expect, warn } = settings;
    const watch = stopwatch();
    const auth = settings.auth ?? (token === undefined ? undefined : { bearer: token });
    const check = startCheck({ ...settings, ...credentialsIn({ ...settings, auth }) }, context);
    try {
      const authorise = await authoriser(auth, context);
      if (isFailure(authorise)) return concludeFailure(check, authorise, watch.read(), {});
      const credential =
        token === undefined
          ? 'a service account token is needed (`token`), or the one in `headers`'
          : 'the service account token';
      const api = apiOf(check, watch, { base: url, headers, authorise, credential });
      const steps: readonly (() => Promise<readonly Judged[] | Failure>)[] = [
        () => judgeHealth(api),
        async () => (expect.datasources ? judgeDatasources(api) : []),
        ...(expect.panel ?? []).map((each) => () => judgePanel(api, each)),
      ];
      const judged: Judged[] = [];
      for (const step of steps) {
        const each = await step();
        if (isFailure(each)) return concludeFailure(check, each, watch.read(), {});
        judged.push(...each);
      }
      const phases = watch.read();
      return conclude(
        check,
        phases,
        {},
        {
          expect: [...judged, ...judgeTime(expect['response-time'], phases.total)],
          warn: judgeTime(warn['response-time'], phases.total),
          parts: [],
          fine: `is well in ${inWords(phases.total)}`,
        },
      );
    } finally {
      check.deadline.end();
    }
  },
});
