import * as z from 'zod';
import type { Finding, Phases } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { authoriser, credentialsIn } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { judgeResponseTime } from './expect/timing.ts';
import { cookieJar } from './flow/cookies.ts';
import { type Step, step, type Walk, type Walked, walk } from './flow/step.ts';
import { placesIn, type Variables } from './flow/variables.ts';
import { webTarget } from './target.ts';
import { hiding, startCheck } from './wire/check.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';

const { follow: _, ...target } = webTarget;
const timing = z.strictObject({ 'response-time': duration().optional().describe('all steps together') });

const shape = {
  ...target,
  steps: z
    .array(step)
    .min(1)
    .max(20)
    .superRefine((steps, context) => {
      const known = new Set<string>();
      for (const [i, each] of steps.entries()) {
        for (const [name, path] of places(each))
          if (!known.has(name))
            context.addIssue({
              code: 'custom',
              message: `no earlier step captures {{${name}}}: ${known.size === 0 ? 'nothing is captured yet' : `there is ${[...known].join(', ')}`}`,
              path: [i, ...path],
            });
        for (const name of Object.keys(each.capture)) known.add(name);
      }
    })
    .describe('requests in order, cookies kept between them; the first that fails ends the flow'),
  expect: timing.default({}),
  warn: timing.default({}),
};

/** Several requests in a row, as somebody uses the service: log in, then look. */
export const flow = defineProbe({
  kind: 'flow',
  summary: 'several HTTP requests in a row with captured variables and cookies: log in, then look',
  shape,
  async run(settings, context): Promise<Finding> {
    const watch = stopwatch();
    const base = new URL(settings.url);
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, context);
    try {
      const authorise = await authoriser(settings.auth, context);
      if (isFailure(authorise)) return concludeFailure(check, authorise, watch.read(), {});
      const shared = { base, headers: settings.headers, authorise, cookies: cookieJar(base.origin), now: context.now };
      const walked = await walkAll({ ...shared, check }, settings.steps);
      const hidden = hiding(check, [...Object.values(walked.variables), ...shared.cookies.values()].filter(isSecret));
      const phases = { ...sum(walked.all.map((each) => each.phases)), total: watch.read().total };
      const steps = walked.all.map((each, i) => ({ name: settings.steps[i]!.name, ...each }));
      const observed = {
        ...steps.at(-1)?.observed,
        ...Object.fromEntries(steps.map((each) => [`step ${each.name}`, inWords(each.phases.total)])),
      };
      const last = steps.at(-1)!;
      if (last.failed)
        return concludeFailure(hidden, { ...last.failed, text: at(last.name, last.failed.text) }, phases, observed);
      const judgeTime = (most: number | undefined) =>
        most === undefined ? [] : judgeResponseTime(most, { responseTime: phases.total });
      return conclude(hidden, phases, observed, {
        expect: [
          ...steps.flatMap((each) => prefixed(each.name, each.expect)),
          ...judgeTime(settings.expect['response-time']),
        ],
        warn: [
          ...steps.flatMap((each) => prefixed(each.name, each.warn)),
          ...judgeTime(settings.warn['response-time']),
        ],
        parts: [],
        fine: `goes through ${steps.length === 1 ? 'its step' : `all ${steps.length} steps`} in ${inWords(phases.total)}`,
      });
    } finally {
      check.deadline.end();
    }
  },
});

/** Takes the steps until one fails. What a step captured is a secret from then on. */
async function walkAll(start: Walk, steps: readonly Step[]) {
  const all: Walked[] = [];
  let variables: Variables = {};
  for (const each of steps) {
    const check = hiding(start.check, [...Object.values(variables), ...start.cookies.values()].filter(isSecret));
    const walked = await walk({ ...start, check }, each, variables);
    all.push(walked);
    variables = { ...variables, ...walked.values };
    if (walked.failed || walked.expect.some((judged) => !judged.ok)) break;
  }
  return { all, variables };
}

/** Short values (`1`, `en`) are no secrets, and blotting them out would make texts unreadable. */
const isSecret = (value: string): boolean => value.length >= 6;

const at = (name: string, text: string): string => `fails at "${name}": ${text}`;

const prefixed = (name: string, judged: readonly Judged[]): readonly Judged[] =>
  judged.map((each) => ({ ...each, name: `${name}: ${each.name}`, says: at(name, each.says) }));

function sum(all: readonly Phases[]): Omit<Phases, 'total'> {
  const sums: Record<string, number> = {};
  for (const { total: _total, ...phases } of all)
    for (const [phase, ms] of Object.entries(phases)) sums[phase] = (sums[phase] ?? 0) + ms;
  return sums;
}

/** Every place for a variable in a step, with its path. */
const places = ({ url, headers, body = '' }: Step): readonly (readonly [string, readonly string[]])[] => [
  ...placesIn(url).map((name) => [name, ['url']] as const),
  ...placesIn(body).map((name) => [name, ['body']] as const),
  ...Object.entries(headers).flatMap(([header, value]) =>
    placesIn(value).map((name) => [name, ['headers', header]] as const),
  ),
];
