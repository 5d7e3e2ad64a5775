import type { Evidence, Judged } from './evidence.ts';

/** How each key of `expect` and `warn` is judged, in the order in which a broken one gives the code. */
export type Judges<Wanted, Seen = Evidence> = {
  readonly [K in keyof Wanted]-?: (wanted: Exclude<Wanted[K], undefined>, evidence: Seen) => readonly Judged[];
};

/** Judges every expectation that is set. */
export function judgeAll<Wanted, Seen>(
  judges: Judges<Wanted, Seen>,
  wanted: Wanted,
  evidence: Seen,
): readonly Judged[] {
  const judgeOne = <K extends keyof Wanted>(name: K): readonly Judged[] => {
    const value = wanted[name];
    return value === undefined ? [] : judges[name](value as Exclude<Wanted[K], undefined>, evidence);
  };
  return (Object.keys(judges) as (keyof Wanted)[]).flatMap((name) => judgeOne(name));
}
