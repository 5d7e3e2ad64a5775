import type { Instant } from '../../core/time/instant.ts';
import type { Stretch } from './stretches.ts';

/** Stretches that look alike to an incident that opens in them: the same people and edges at the same distances. */
export interface Pattern {
  /** The end of the first of them: starts are counted back from it, in ms. */
  readonly end: Instant;
  /** Starts from farther back than this see no edge in their time, and are all alike. */
  readonly cap: number;
  /** The edges that an incident can meet, as ms after `end`; the first is 0. */
  readonly edges: readonly number[];
  readonly stretches: readonly Stretch[];
}

/**
 * Groups the stretches that begin before `until` by what an incident that opens in one of them can meet within its time
 * (ms), muted time not counted. A weekly rotation of two has a hundred hand-offs in a year and a half, and two patterns.
 */
export function patternsOf(stretches: readonly Stretch[], within: number, until: Instant): readonly Pattern[] {
  const found = new Map<string, Pattern & { readonly stretches: Stretch[] }>();
  for (const [i, stretch] of stretches.entries()) {
    if (stretch.from >= until) break;
    const seen = ahead(stretches, i, within);
    const end = stretch.until;
    const last = (seen.at(-1)?.until ?? end) - end;
    const cap = Math.min(end - stretch.from, within + 1);
    const key = `${cap} ${[stretch, ...seen].map((each) => signature(each, end, last)).join(' ')}`;
    const known = found.get(key);
    if (known) known.stretches.push(stretch);
    else found.set(key, { end, cap, edges: seen.map(({ from }) => from - end), stretches: [stretch] });
  }
  return [...found.values()];
}

/** The stretches after one that an incident in it can live to see. */
function ahead(stretches: readonly Stretch[], i: number, within: number): readonly Stretch[] {
  const seen: Stretch[] = [];
  let left = within;
  for (const stretch of stretches.slice(i + 1, i + 1 + MOST)) {
    if (left < 0) break;
    seen.push(stretch);
    if (stretch.mutedUntil === undefined) left -= stretch.until - stretch.from;
  }
  return seen;
}

/** More edges than this in one incident's time would be a change every few seconds. */
const MOST = 2_000;

/** What happens beyond the `last` edge that matters is not part of it. */
function signature({ from, meant, mutedUntil }: Stretch, end: Instant, last: number): string {
  const distance = (at: Instant | undefined) => (at === undefined ? '' : at - end > last ? '…' : String(at - end));
  const who = meant.map(({ name = '-', until }) => `${name}@${distance(until)}`);
  return `${from < end ? 'now' : from - end}:${distance(mutedUntil)}:${who.join()}`;
}
