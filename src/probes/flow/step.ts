import * as z from 'zod';
import type { Phases } from '../../core/check/check.ts';
import { expectations, judges, warnings } from '../expect/answer.ts';
import { observe } from '../expect/conclude.ts';
import type { Judged } from '../expect/evidence.ts';
import { gather } from '../expect/gather.ts';
import { judgeAll } from '../expect/judge.ts';
import { protocolsFor } from '../expect/protocol.ts';
import { method, requestHeaders } from '../target.ts';
import type { Check } from '../wire/check.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { type Authorise, visit } from '../wire/visit.ts';
import type { Cookies } from './cookies.ts';
import { type Capture, capture, captured, filled, type Variables } from './variables.ts';

/** One request of a flow, its answer, and what of it later steps use. */
export const step = z.strictObject({
  name: z.string().min(1).max(60).describe('what the step does, as a finding names it'),
  url: z.string().min(1).describe("an address, or a path of the flow's url"),
  method: method().default('GET'),
  headers: requestHeaders().default({}),
  body: z.string().optional(),
  follow: z.boolean().default(true).describe('follow up to ten redirects'),
  expect: expectations.prefault({}),
  warn: warnings.default({}),
  capture: capture.default({}).describe('variables for later steps, written {{name}}'),
});

export type Step = z.output<typeof step>;

/** What steps of one flow share. */
export interface Walk {
  readonly check: Check;
  readonly base: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly authorise?: Authorise | undefined;
  readonly cookies: Cookies;
  readonly now: number;
}

/** What a step did. `failed` ends the flow, as does a broken expectation. */
export interface Walked {
  readonly failed?: Failure;
  readonly expect: readonly Judged[];
  readonly warn: readonly Judged[];
  readonly values: Variables;
  readonly phases: Phases;
  readonly observed: ReturnType<typeof observe>;
}

/** Takes one step, with the variables that the steps before it captured. */
export async function walk(
  walkers: Walk,
  { name, expect, warn, ...given }: Step,
  variables: Variables,
): Promise<Walked> {
  const { check, base, cookies } = walkers;
  const nothing = { expect: [], warn: [], values: {}, phases: { total: 0 }, observed: {} };
  const address = filled(given.url, variables, encodeURIComponent);
  if (!URL.canParse(address, base.href))
    return { ...nothing, failed: { failed: 'protocol_error', text: 'has an address that cannot be read' } };
  const url = new URL(address, base);
  const filledHeaders = mapped(given.headers, (value) => filled(value, variables));
  if (!Object.values(filledHeaders).every((value) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)))
    return { ...nothing, failed: { failed: 'protocol_error', text: 'has a captured value that no header can carry' } };
  check.note(() => `${name}:`);
  const own = url.origin === base.origin ? walkers.headers : {};
  const seen = await visit(check, {
    url: url.href,
    method: given.method,
    headers: { ...own, ...filledHeaders },
    body: given.body === undefined ? undefined : filled(given.body, variables),
    follow: given.follow,
    read: 'all',
    protocols: protocolsFor(expect['http-version'], warn['http-version']),
    authorise: url.origin === base.origin ? credentials(walkers) : undefined,
    heard: (from, incoming) => cookies.keep(from, incoming, walkers.now),
  });
  const { outcome, phases } = seen;
  if (isFailure(outcome)) return { ...nothing, phases, failed: outcome, observed: observe(seen) };
  const evidence = gather(check, outcome, seen);
  const { values, missing } = captured(given.capture, evidence, cookies);
  return {
    expect: [...judgeAll(judges, expect, evidence), ...capturing(given.capture, missing)],
    warn: judgeAll(judges, warn, evidence),
    values,
    phases,
    observed: observe(seen),
  };
}

/** Cookies first: what the operator set by hand counts. */
const credentials =
  ({ cookies, authorise, headers }: Walk): Authorise =>
  (ask) => ({ ...('cookie' in mapped(headers, String) ? {} : cookies.header()), ...authorise?.(ask) });

const capturing = (wanted: Capture, missing: readonly string[]): readonly Judged[] =>
  Object.keys(wanted).map((name) => ({
    name: `capture ${name}`,
    expected: 'a value',
    seen: missing.includes(name) ? 'none' : 'one',
    ok: !missing.includes(name),
    code: 'body' as const,
    says: `answers without the ${name} that later steps need`,
  }));

/** Lower-case names. */
const mapped = (headers: Readonly<Record<string, string>>, change: (value: string) => string) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), change(value)]));
