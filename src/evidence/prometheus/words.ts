import type { Series } from '../../probes/prometheus/series.ts';
import { type Failure, isFailure } from '../../probes/wire/failure.ts';
import { excerpt } from '../../probes/wire/redact.ts';

export interface Answered {
  readonly name: string;
  readonly now: readonly Series[] | Failure;
  readonly then: readonly Series[] | Failure;
}

/** Series of one query that are listed: the greatest. */
const LISTED = 3;
/** So many times more or less is worth a sentence. */
const WORTH = 2;

/** `errors a second: 14.2, 0.1 an hour before`; a line a series. Nothing where it could not be asked. */
export function linesOf({ name, now, then }: Answered): readonly string[] {
  if (isFailure(now)) return [];
  const before = isFailure(then) ? undefined : then;
  if (now.length === 0) {
    const past = before?.[0] ? `, ${shown(greatest(before)[0]!.value)} an hour before` : '';
    return [`${name}: no data${past || (before ? ', now or an hour before' : '')}`];
  }
  const listed = greatest(now).slice(0, LISTED);
  const more = now.length - listed.length;
  return [
    ...listed.map((one) => `${name}${of(one)}: ${shown(one.value)}${past(before, one)}`),
    ...(more > 0 ? [`${name}: ${more} more series`] : []),
  ];
}

/** The number of a single series that changed most, where it did by twice or more. */
export function mostChanged(answers: readonly Answered[]): string | undefined {
  const changes = answers.flatMap(({ name, now, then }) => {
    if (isFailure(now) || isFailure(then) || now.length !== 1 || then.length !== 1) return [];
    const [a, b] = [now[0]!.value, then[0]!.value];
    if (!Number.isFinite(a) || !Number.isFinite(b) || (a <= 0 && b <= 0)) return [];
    const times = Math.max(a, b) / Math.max(Math.min(a, b), Number.EPSILON);
    return times >= WORTH ? [{ times, text: `${name}: ${shown(a)}, ${shown(b)} an hour before` }] : [];
  });
  return changes.toSorted((a, b) => b.times - a.times)[0]?.text;
}

function past(before: readonly Series[] | undefined, { labels }: Series): string {
  if (!before) return '';
  const same = before.find((each) => each.labels === labels);
  return same ? `, ${shown(same.value)} an hour before` : ', no data an hour before';
}

const greatest = (series: readonly Series[]): readonly Series[] =>
  series.toSorted((a, b) => (Number.isNaN(b.value) ? 0 : b.value) - (Number.isNaN(a.value) ? 0 : a.value));

const of = ({ labels }: Series): string => (labels === '' ? '' : ` ${excerpt(labels)}`);

/** Three digits are enough to see a change. */
const shown = (value: number): string =>
  Number.isNaN(value) || !Number.isFinite(value) || Math.abs(value) >= 1_000
    ? String(Math.round(value))
    : String(Number(value.toPrecision(3)));
