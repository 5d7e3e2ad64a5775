import * as z from 'zod';
import type { Finding, Screenshot } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { authoriser, credentialsIn } from './auth/auth.ts';
import { type BrowserEvidence, expectations, judges, warnings } from './browser/judge.ts';
import { type Opened, openPage } from './browser/open.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import { judgeAll } from './expect/judge.ts';
import { visibleCharacters } from './page/html.ts';
import { webTarget } from './target.ts';
import { type Check, startCheck } from './wire/check.ts';
import { isFailure } from './wire/failure.ts';
import { type Stopwatch, stopwatch } from './wire/phases.ts';
import { excerpt } from './wire/redact.ts';

const { url, headers, auth } = webTarget;

const shape = {
  url,
  headers,
  auth,
  screenshot: z
    .enum(['failure', 'always', 'never'])
    .default('failure')
    .describe('when a picture is kept with the result'),
  expect: expectations.prefault({}),
  warn: warnings.default({}),
};

/** A page as Chromium renders it: what fails only once its scripts run. Kept within a second of the deadline (W1). */
export const browser = defineProbe({
  kind: 'browser',
  summary: 'a page in Chromium: rendered text, script errors, failed API calls, web vitals, screenshot',
  shape,
  async run(settings, context): Promise<Finding> {
    const watch = stopwatch();
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, context);
    try {
      const authorise = await authoriser(settings.auth, context);
      if (isFailure(authorise)) return concludeFailure(check, authorise, watch.read(), {});
      const asked = { check, url: new URL(settings.url), headers: settings.headers, authorise };
      const wants = (seen: Opened) =>
        settings.screenshot === 'always' ||
        (settings.screenshot === 'failure' && !isFine(check, watch, settings, seen));
      const { seen, screenshot } = await openPage(asked, wants);
      const picture: { readonly screenshot?: Screenshot } = screenshot ? { screenshot } : {};
      if (isFailure(seen)) return { ...concludeFailure(check, seen, watch.read(), {}), ...picture };
      const { visited, observed } = seen;
      const { expect, warn } = judged(check, watch, settings, seen);
      const total = watch.read().total;
      const phases = { wait: round(visited.vitals.ttfb), transfer: round(visited.vitals.transfer), total };
      const finding = conclude(check, phases, observed, {
        expect,
        warn,
        parts: [],
        fine: `renders in ${inWords(total)}`,
      });
      return { ...finding, ...picture };
    } finally {
      check.deadline.end();
    }
  },
});

type Settings = { readonly expect: z.output<typeof expectations>; readonly warn: z.output<typeof warnings> };

function judged(check: Check, watch: Stopwatch, { expect, warn }: Settings, { visited, failures }: Opened) {
  const evidence: BrowserEvidence = {
    status: visited.status,
    headers: {},
    httpVersion: '',
    redirects: 0,
    texts: [visited.text],
    json: () => ({ problem: 'is not JSON' }),
    responseTime: watch.read().total,
    quote: (text) => excerpt(check.redact(text)),
    left: () => check.deadline.left(),
    visited,
    visible: visibleCharacters(visited.text),
    failures,
  };
  return { expect: judgeAll(judges, expect, evidence), warn: judgeAll(judges, warn, evidence) };
}

function isFine(check: Check, watch: Stopwatch, settings: Settings, seen: Opened): boolean {
  const { expect, warn } = judged(check, watch, settings, seen);
  return [...expect, ...warn].every(({ ok }) => ok);
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
