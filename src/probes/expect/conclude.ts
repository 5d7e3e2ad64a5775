import type { Expectation, Finding, Phases } from '../../core/check/check.ts';
import { observeCertificate } from '../wire/certificate.ts';
import type { Check } from '../wire/check.ts';
import type { Sighting } from '../wire/connection.ts';
import type { Failure } from '../wire/failure.ts';
import type { Seen } from '../wire/visit.ts';
import type { Judged } from './evidence.ts';
import type { JudgedPart } from './parts.ts';

/** Everything judged, in the order in which it counts: the first broken one gives the code. */
export interface Judgement {
  readonly expect: readonly Judged[];
  readonly warn: readonly Judged[];
  readonly parts: readonly JudgedPart[];
  /** The sentence where all is well. */
  readonly fine: string;
}

type Observed = Finding['observed'];

/** Turns what was judged into a finding: `expect` broken is down, only `warn` broken is degraded (W10). */
export function conclude(check: Check, phases: Phases, observed: Observed, judgement: Judgement): Finding {
  const { expect, warn, parts, fine } = judgement;
  const [down, degraded] = [expect.find(broken), warn.find(broken)];
  const suspects = parts.filter(broken);
  const worst = down ?? degraded;
  const expectations = [...weigh(expect, 'expect'), ...weigh(warn, 'warn'), ...weigh(parts, 'part')];
  for (const { ok, name, weight, expected, seen } of expectations)
    check.note(
      () => `${ok ? '✓' : '✗'} ${weight === 'expect' ? '' : `${weight} `}${name}: expected ${expected}, saw ${seen}`,
    );
  return seal(check, {
    verdict: down ? 'down' : degraded ? 'degraded' : 'up',
    code: worst?.code ?? 'ok',
    // Failing parts are named beside what broke; on their own they are all there is to say.
    text: worst?.says ?? [fine, ...suspects.map((part) => part.says)].join(', '),
    phases,
    expectations,
    failingParts: [...new Set(suspects.map((suspect) => suspect.part))],
    observed,
  });
}

/** A check that got no answer to judge. */
export const concludeFailure = (check: Check, failed: Failure, phases: Phases, observed: Observed): Finding =>
  seal(check, {
    verdict: failed.ours ? 'unknown' : 'down',
    code: failed.failed,
    text: failed.text,
    phases,
    expectations: [],
    failingParts: [],
    observed,
  });

/** What a visit observed, with or without an answer. */
export function observe({ outcome, sighting, redirects }: Seen): Observed {
  return {
    ...('status' in outcome
      ? { status: outcome.status, 'http-version': outcome.httpVersion, bytes: outcome.body.length }
      : {}),
    ...observeSighting(sighting),
    redirects: redirects.length,
    ...(redirects.length > 0 ? { 'redirected-to': redirects.join(' → ') } : {}),
  };
}

/** What connecting observed. */
export const observeSighting = ({ address, tlsProtocol, certificate }: Readonly<Sighting>): Observed => ({
  ...(address === undefined ? {} : { address }),
  ...(tlsProtocol === undefined ? {} : { 'tls-protocol': tlsProtocol }),
  ...(certificate ? observeCertificate(certificate) : {}),
});

/** The last thing that happens to every finding: secrets go (W7). */
function seal(check: Check, finding: Finding): Finding {
  const { redact, trace } = check;
  return {
    ...finding,
    text: redact(finding.text),
    expectations: finding.expectations.map((each) => ({
      ...each,
      name: redact(each.name),
      expected: redact(each.expected),
      seen: redact(each.seen),
    })),
    observed: Object.fromEntries(
      Object.entries(finding.observed).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
    ),
    ...(trace ? { trace: [...trace] } : {}),
  };
}

const broken = (judged: Judged): boolean => !judged.ok;

const weigh = (judged: readonly Judged[], weight: Expectation['weight']): readonly Expectation[] =>
  judged.map(({ name, expected, seen, ok, code }) => ({ name, weight, expected, seen, ok, code }));
