import type { CheckResult } from '../../core/check/check.ts';
import { codeInWords } from '../../core/check/codes.ts';
import { isBad } from '../../core/check/look.ts';
import { plainLine } from '../../core/message/plain.ts';
import { inWords } from '../../core/time/instant.ts';
import { clockTime } from '../../core/time/zone.ts';
import type { EvidenceContext, Subject } from '../define.ts';
import { brokenPhase, phasesInWords } from './phase.ts';
import { took } from './took.ts';

/** Rounds without a check after which the last one says nothing of now. */
const STALE = 3;
/** So many locations are listed: those that see it fail first. */
const MOST = 12;
const WIDEST = 200;

/** `failing since 14:01, for 12 min`. */
export const sinceLine = ({ failedAt }: Subject, { now, zone }: EvidenceContext): string =>
  now - failedAt < 1_000
    ? `looked at ${clockTime(now, zone)}`
    : `failing since ${clockTime(failedAt, zone)}, for ${inWords(now - failedAt)}`;

/** What each location saw last, those that see it fail first. */
export function locationLines(
  latest: readonly CheckResult[],
  { monitor, locations }: Subject,
  { now }: EvidenceContext,
): readonly string[] {
  // Where nothing is known of any, a line each would say nothing.
  if (latest.length === 0) return [];
  const found = locations.map(({ name }) => ({ name, last: latest.find(({ location }) => location === name) }));
  const failing = found.filter(({ last }) => last && isBad(last.verdict));
  const others = found.filter((each) => !failing.includes(each));
  const lines = [...failing, ...others].map(({ name, last }) => {
    if (!last) return `from ${name}: no check is known`;
    const age = now - last.slot;
    const then = age > STALE * monitor.interval ? `, ${inWords(age)} ago` : '';
    return plainLine(`from ${name}: ${said(last)}${then}`, WIDEST);
  });
  return lines.length > MOST ? [...lines.slice(0, MOST), `and ${lines.length - MOST} more locations`] : lines;
}

function said(last: CheckResult): string {
  const { verdict, code, text, phases } = last;
  if (verdict === 'unknown') return text;
  if (verdict === 'up') return `fine, ${took(phases.total)}`;
  const phase = brokenPhase(last);
  const measured = phasesInWords(phases);
  return `${codeInWords(code)}${phase ? `, at ${phase}` : ''}: ${text}${measured ? ` (${measured})` : ''}`;
}
