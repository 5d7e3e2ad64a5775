import { group, list } from '../api.ts';

/** One series of an answer, at one moment. */
export interface Series {
  readonly labels: string;
  readonly value: number;
}

/** A scalar is one series without labels (Prometheus HTTP API, "Expression query result formats"). */
export function seriesIn(data: unknown): readonly Series[] {
  const { resultType, result } = group(data);
  if (resultType === 'scalar') return [{ labels: '', value: numberIn(list(result)[1]) }];
  return list(result).map((each) => ({
    labels: labelsOf(group(each).metric),
    value: numberIn(list(group(each).value)[1]),
  }));
}

/** `+Inf` and `NaN` are values as well. */
const numberIn = (text: unknown): number =>
  text === '+Inf' ? Number.POSITIVE_INFINITY : text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);

const labelsOf = (metric: unknown): string => {
  const pairs = Object.entries(group(metric)).filter(([name]) => name !== '__name__');
  return pairs.length === 0 ? '' : `{${pairs.map(([name, value]) => `${name}="${String(value)}"`).join(', ')}}`;
};
