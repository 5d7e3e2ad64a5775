import type { CheckResult } from './check.ts';

/** Characters of a text, of a name, and of one value of an expectation; and how many there may be of each list. */
export interface Bounds {
  readonly text: number;
  readonly name: number;
  readonly value: number;
  readonly expectations: number;
  readonly parts: number;
  readonly observed: number;
}

/** Of what an agent reports: more the other side would not take. */
export const OF_A_REPORT: Bounds = {
  text: 2_000,
  name: 200,
  value: 2_000,
  expectations: 200,
  parts: 50,
  observed: 200,
};

/** Of what lies beside a prober's memory and is written with every look: mostly under 1 KB with it, never more than 12. */
export const OF_A_MEMORY: Bounds = { text: 400, name: 60, value: 120, expectations: 12, parts: 12, observed: 16 };

/** A result that travels or is kept: long texts are cut, what there are too many of is left out, pictures and traces stay behind. */
export function bounded({ trace: _trace, screenshot: _screenshot, ...result }: CheckResult, to: Bounds): CheckResult {
  const { retried } = result;
  return {
    ...result,
    text: cut(result.text, to.text),
    expectations: result.expectations.slice(0, to.expectations).map((each) => ({
      ...each,
      name: cut(each.name, to.name),
      expected: cut(each.expected, to.value),
      seen: cut(each.seen, to.value),
    })),
    failingParts: result.failingParts.slice(0, to.parts).map((part) => cut(part, to.name)),
    observed: Object.fromEntries(
      Object.entries(result.observed)
        .slice(0, to.observed)
        .map(([key, value]) => [cut(key, to.name), typeof value === 'string' ? cut(value, to.value) : value]),
    ),
    ...(retried && { retried: { ...retried, text: cut(retried.text, to.text) } }),
  };
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
