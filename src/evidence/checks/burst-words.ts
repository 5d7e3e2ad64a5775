import type { CheckResult } from '../../core/check/check.ts';
import { type Code, codeInWords } from '../../core/check/codes.ts';
import { clockTime } from '../../core/time/zone.ts';
import { LATE } from '../../wire/deadline.ts';
import type { EvidenceContext } from '../define.ts';
import type { Burst } from './burst.ts';
import { took } from './took.ts';

/** Failures that a service which merely has too much to do shows as well. */
const TIMELIKE: ReadonlySet<Code> = new Set(['deadline', 'connect_timeout', 'tls_timeout', 'slow']);

export interface Said {
  readonly sentence: string;
  /** The same with each look. */
  readonly line: string;
  readonly isBad: boolean;
}

/** What a burst tells; `undefined` where every look came to nothing for a reason of ours: that is neither (rule 7). */
export function burstInWords({ location, cap, looks }: Burst, context: EvidenceContext): Said | undefined {
  const seen = looks.filter((look) => look === LATE || look.verdict !== 'unknown');
  if (seen.length === 0) return undefined;
  const bad = seen.filter((look) => look === LATE || look.verdict === 'down');
  const good = seen.filter((look): look is CheckResult => look !== LATE && look.verdict !== 'down');
  const codes = [...new Set(bad.map((look) => (look === LATE ? 'deadline' : look.code)))];
  const counted = `${good.length} of ${seen.length} looks at once`;
  const spread = rangeOf(good);
  const words =
    good.length === 0
      ? allFail(seen.length, codes, cap)
      : bad.length === 0
        ? allAnswer(`${counted} at ${clockTime(context.now, context.zone)}`, good, spread)
        : codes.every((code) => TIMELIKE.has(code))
          ? `${counted} answered, ${spread}: saturated rather than dead`
          : `${counted} were fine, the others not (${codes.map(codeInWords).join(', ')}): it fails in part`;
  // What all have in common is said already.
  const isOneKind = good.length === 0 && codes.length === 1;
  const each = looks.map((look) => one(look, cap, isOneKind)).join('; ');
  return { sentence: words, line: `from ${location}, ${words} (${each})`, isBad: bad.length > 0 };
}

function allFail(many: number, codes: readonly Code[], cap: number): string {
  const all = `${many} of ${many} looks at once`;
  const [code] = codes;
  if (codes.length > 1) return `${all} fail (${codes.map(codeInWords).join(', ')})`;
  // Silence looks the same from outside, whether nobody is there or nobody has time.
  if (TIMELIKE.has(code!)) return `${all} got no answer within ${took(cap)}: dead, or saturated altogether`;
  return `${all} fail the same way (${codeInWords(code!)}): it is down`;
}

function allAnswer(counted: string, good: readonly CheckResult[], spread: string): string {
  if (good.some(({ code }) => TIMELIKE.has(code))) return `${counted} answered, ${spread}: slow, not down`;
  const odd = good.find(({ verdict }) => verdict === 'degraded');
  return odd
    ? `${counted} answered, ${spread}: degraded (${codeInWords(odd.code)})`
    : `${counted} were fine, ${spread}`;
}

function rangeOf(looks: readonly CheckResult[]): string {
  const times = looks.map(({ phases }) => phases.total);
  const [least, most] = [took(Math.min(...times)), took(Math.max(...times))];
  return least === most ? least : `${least} to ${most}`;
}

const one = (look: CheckResult | typeof LATE, cap: number, isOneKind: boolean): string =>
  look === LATE
    ? `none in ${took(cap)}`
    : look.verdict === 'unknown'
      ? 'could not be looked at'
      : `${look.verdict === 'up' || isOneKind ? '' : `${codeInWords(look.code)}, `}${took(look.phases.total)}`;
