import * as z from 'zod';
import { inWords } from '../../core/time/instant.ts';
import { duration } from '../../fields/duration.ts';
import { bodyPattern, judgeAbsent, judgeContains, judgeMatches, texts } from '../expect/body.ts';
import type { Evidence, Judged } from '../expect/evidence.ts';
import type { Judges } from '../expect/judge.ts';
import { judgeStatus, status } from '../expect/status.ts';
import { judgeResponseTime } from '../expect/timing.ts';
import type { Visited } from './visit.ts';

const count = (text: string) => z.int().min(0).optional().describe(text);

const wanted = {
  status: status.optional(),
  'failed-requests': count('at most this many of the page’s scripts, styles and API calls fail'),
  'script-errors': count('at most this many uncaught errors'),
  'min-text': count('visible characters once rendered, white space not counted'),
  contains: texts.optional().describe('in the rendered text'),
  absent: texts.optional(),
  matches: bodyPattern.optional(),
  'console-errors': count('at most this many errors in the console'),
  'largest-contentful-paint': duration().optional(),
  'cumulative-layout-shift': z.number().min(0).optional(),
  'time-to-first-byte': duration().optional(),
  'response-time': duration().optional().describe('browser start and rendering included'),
};

export const warnings = z.strictObject(wanted);
export const expectations = z.strictObject({
  ...wanted,
  status: status.default('200-299'),
  'failed-requests': wanted['failed-requests']
    .unwrap()
    .default(0)
    .describe(wanted['failed-requests'].description ?? ''),
  'script-errors': wanted['script-errors']
    .unwrap()
    .default(0)
    .describe(wanted['script-errors'].description ?? ''),
  'min-text': wanted['min-text']
    .unwrap()
    .default(1)
    .describe(wanted['min-text'].description ?? ''),
});

/** A rendered page, and how its requests failed in words. */
export interface BrowserEvidence extends Evidence {
  readonly visited: Visited;
  readonly visible: number;
  /** `calls http://localhost:8000/api, which …`, the most telling first. */
  readonly failures: readonly string[];
}

type Judge<Wanted> = (most: Wanted, evidence: BrowserEvidence) => readonly Judged[];

const atMost =
  (
    name: string,
    code: Judged['code'],
    found: (evidence: BrowserEvidence) => readonly string[],
    says: (first: string) => string,
  ): Judge<number> =>
  (most, evidence) => {
    const list = found(evidence);
    const more = list.length > 1 ? `, and ${list.length - 1} more` : '';
    return [
      {
        name,
        expected: `at most ${most}`,
        seen: list.length === 0 ? '0' : `${list.length}: ${list.slice(0, 3).join('; ')}`,
        ok: list.length <= most,
        code,
        says: `${says(list[0] ?? '')}${more}`,
      },
    ];
  };

/** Good values are small ones (web.dev, Core Web Vitals). */
const vital =
  (name: string, read: (visited: Visited) => number | undefined, show: (value: number) => string): Judge<number> =>
  (most, { visited }) => {
    const value = read(visited);
    const seen = value === undefined ? 'not measured' : show(value);
    const says = `has a ${name.replaceAll('-', ' ')} of ${seen}, more than ${show(most)}`;
    return [{ name, expected: `at most ${show(most)}`, seen, ok: (value ?? 0) <= most, code: 'vitals', says }];
  };

const minText: Judge<number> = (least, { visible }) => {
  const says =
    visible === 0 ? 'renders a blank page' : `renders ${visible} visible characters instead of at least ${least}`;
  return [
    {
      name: 'min-text',
      expected: `at least ${least}`,
      seen: `${visible}`,
      ok: visible >= least,
      code: 'blank_page',
      says,
    },
  ];
};

/** In the order in which a broken one gives the code: what a page lacks comes before what that leads to. */
export const judges: Judges<z.output<typeof warnings>, BrowserEvidence> = {
  status: judgeStatus,
  'failed-requests': atMost(
    'failed-requests',
    'request_failed',
    ({ failures }) => failures,
    (first) => first,
  ),
  'script-errors': atMost(
    'script-errors',
    'script_error',
    ({ visited }) => visited.scriptErrors,
    (first) => `fails in the browser: ${first}`,
  ),
  'min-text': minText,
  contains: judgeContains,
  absent: judgeAbsent,
  matches: judgeMatches,
  'console-errors': atMost(
    'console-errors',
    'console_error',
    ({ visited }) => visited.consoleErrors,
    (first) => `logs an error: ${first}`,
  ),
  'largest-contentful-paint': vital('largest-contentful-paint', ({ vitals }) => vitals.lcp, inWords),
  'cumulative-layout-shift': vital('cumulative-layout-shift', ({ vitals }) => vitals.cls, String),
  'time-to-first-byte': vital('time-to-first-byte', ({ vitals }) => vitals.ttfb, inWords),
  'response-time': judgeResponseTime,
};
