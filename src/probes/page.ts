import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { authoriser, credentialsIn } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { bodyPattern, judgeAbsent, judgeContains, judgeMatches, texts } from './expect/body.ts';
import { conclude, concludeFailure, observe } from './expect/conclude.ts';
import type { Evidence, Judged } from './expect/evidence.ts';
import { gather } from './expect/gather.ts';
import { header, judgeHeader } from './expect/header.ts';
import { type Judges, judgeAll } from './expect/judge.ts';
import { httpVersion, judgeHttpVersion, judgeRedirects, protocolsFor, redirects } from './expect/protocol.ts';
import { judgeStatus, status } from './expect/status.ts';
import { judgeCertificate, judgeResponseTime } from './expect/timing.ts';
import { judgeApi } from './page/api.ts';
import { judgeAssets } from './page/assets.ts';
import { fetcher } from './page/fetch.ts';
import { readHtml, visibleCharacters } from './page/html.ts';
import { webTarget, webUrl } from './target.ts';
import { startCheck } from './wire/check.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';
import { visit } from './wire/visit.ts';

const timing = {
  certificate: duration().optional().describe('valid for at least this long'),
  'response-time': duration().optional().describe('the HTML is complete within this time'),
};

const content = z.object({
  status: status.default('200-299'),
  'min-text': z.int().min(0).default(1).describe('visible characters, white space not counted'),
  contains: texts.optional().describe('in the HTML or the visible text'),
  absent: texts.optional(),
  matches: bodyPattern.optional(),
  header: header.optional(),
  redirects: redirects.optional(),
  'http-version': httpVersion.optional(),
});

/** A page as judged: its answer, and what a visitor reads. */
interface PageEvidence extends Evidence {
  readonly visible: string;
}

const minText = (least: number, { visible }: PageEvidence): readonly Judged[] => {
  const seen = visibleCharacters(visible);
  const says = seen === 0 ? 'shows a blank page' : `shows ${seen} visible characters instead of at least ${least}`;
  return [
    { name: 'min-text', expected: `at least ${least}`, seen: `${seen}`, ok: seen >= least, code: 'blank_page', says },
  ];
};

const contentJudges: Judges<z.output<typeof content>, PageEvidence> = {
  status: judgeStatus,
  'min-text': minText,
  contains: judgeContains,
  absent: judgeAbsent,
  matches: judgeMatches,
  header: judgeHeader,
  redirects: judgeRedirects,
  'http-version': judgeHttpVersion,
};

const warnings = z.strictObject(timing);
const timingJudges: Judges<z.output<typeof warnings>> = {
  certificate: judgeCertificate,
  'response-time': judgeResponseTime,
};

const shape = {
  ...webTarget,
  expect: z
    .strictObject({
      ...content.shape,
      assets: z
        .literal('ok')
        .optional()
        .describe('every script and style the HTML names is there and of the right type'),
      api: z
        .union([z.literal('ok'), webUrl()])
        .optional()
        .describe('every API base URL that the page or its scripts name answers; or the one that has to be named'),
      ...timing,
    })
    .prefault({}),
  warn: warnings.default({}),
};

/** A web page as a visitor meets it, without a browser: visible text, and the files it needs. */
export const page = defineProbe({
  kind: 'page',
  summary: 'a web page without a browser: visible text, required and forbidden text, every script and style it names',
  shape,
  async run(settings, context): Promise<Finding> {
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, context);
    const watch = stopwatch();
    try {
      const { expect, warn, headers } = settings;
      const authorise = await authoriser(settings.auth, context);
      if (isFailure(authorise)) return concludeFailure(check, authorise, watch.read(), {});
      const protocols = protocolsFor(expect['http-version']);
      const seen = await visit(check, { ...settings, method: 'GET', read: 'all', protocols, authorise });
      const { outcome } = seen;
      if (isFailure(outcome)) return concludeFailure(check, outcome, seen.phases, observe(seen));
      const answer = gather(check, outcome, seen);
      const html = await readHtml(answer.texts[0] ?? '');
      const evidence = { ...answer, texts: [...answer.texts, html.text], visible: html.text };
      const judged = judgeAll(contentJudges, expect, evidence);
      const answers = judgeStatus(expect.status, evidence).every((each) => each.ok);
      const fetch = fetcher(check, outcome.url, { headers, authorise });
      const assets = expect.assets && answers ? [await judgeAssets(check, outcome.url, html, fetch)] : [];
      const api = expect.api && answers ? await judgeApi(check, outcome.url, html, expect.api, fetch) : [];
      const phases = { ...seen.phases, total: watch.read().total };
      const observed = {
        ...observe(seen),
        'visible-characters': visibleCharacters(html.text),
        assets: html.assets.length,
      };
      return conclude(check, phases, observed, {
        expect: [...judged, ...assets, ...api, ...judgeAll(timingJudges, expect, evidence)],
        warn: judgeAll(timingJudges, warn, evidence),
        parts: [],
        fine: `answers ${outcome.status} in ${inWords(seen.phases.total)}`,
      });
    } finally {
      check.deadline.end();
    }
  },
});
