import { type Instant, MINUTE, parseDuration, SECOND } from '../core/time/instant.ts';

/** What a bill is worked out from and a config does not say: a value, how it is written, and what it stands for. */
interface Assumption {
  readonly value: number;
  readonly written: 'a number' | 'a duration';
  readonly words: string;
}

const number = (value: number, words: string): Assumption => ({ value, written: 'a number', words });
const duration = (value: Instant, words: string): Assumption => ({ value, written: 'a duration', words });

/**
 * Every assumption by its name, durations in ms. A kind of check that is not listed takes as long as `check`. One run of
 * 3 such checks lasts 0.8 s and one of 50 lasts 2 s: ten at a time, after `overhead`.
 */
export const ASSUMPTIONS = {
  incidents: number(4, 'incidents a month'),
  lasting: duration(60 * MINUTE, 'an incident, from its first look to its end'),
  transitions: number(40, 'steps of the workflow for each incident'),
  pages: number(6, 'messages for each incident'),
  memory: number(512, 'MB of each function (arm64)'),
  'browser-memory': number(1_600, 'MB of the browser function (x86)'),
  overhead: duration(0.5 * SECOND, 'a run beside its checks: memory, metrics, signal'),
  step: duration(0.5 * SECOND, 'a step of the workflow, an answer, a round of `watch`'),
  check: duration(0.3 * SECOND, 'one check'),
  page: duration(0.8 * SECOND, 'one check of kind page, its assets included'),
  flow: duration(1.5 * SECOND, 'one check of kind flow'),
  ping: duration(1 * SECOND, 'one check of kind ping'),
  browser: duration(8 * SECOND, 'one check of kind browser, Chromium’s start included'),
  'log-bytes': number(300, 'bytes of log for each check'),
  retention: number(30, 'days that logs are kept'),
  'sent-bytes': number(2_000, 'bytes sent by a check; page and flow 10 times, browser 50'),
  keys: number(0, 'KMS keys of your own; without one AWS’s own keys encrypt'),
  'nat-gateways': number(1, 'NAT gateways for each location inside a VPC; 0 where the VPC has one'),
} as const satisfies Readonly<Record<string, Assumption>>;

export type AssumptionName = keyof typeof ASSUMPTIONS;
export type Assumed = Readonly<Record<AssumptionName, number>>;

export const ASSUMED: Assumed = Object.fromEntries(
  Object.entries(ASSUMPTIONS).map(([name, { value }]) => [name, value]),
) as Assumed;

export const isAssumption = (name: string): name is AssumptionName => Object.hasOwn(ASSUMPTIONS, name);

/** What somebody assumes instead: 20, or 12s where the assumption is a duration. `undefined` where it is neither. */
export function readAssumed(name: AssumptionName, text: string): number | undefined {
  if (ASSUMPTIONS[name].written === 'a duration') return parseDuration(text);
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
