import type { Phases } from '../../core/check/check.ts';

export type Phase = Exclude<keyof Phases, 'total'>;

/** Adds up the phases of a check over its redirects, in milliseconds on the monotonic clock. */
export interface Stopwatch {
  /** Starts a phase; the returned function ends it, adds it up and answers its length. */
  start(phase: Phase): () => number;
  read(): Phases;
}

export function stopwatch(): Stopwatch {
  const began = performance.now();
  const sums: { [P in Phase]?: number } = {};
  return {
    start(phase) {
      const from = performance.now();
      let length: number | undefined;
      return () => {
        if (length === undefined) {
          length = performance.now() - from;
          sums[phase] = round((sums[phase] ?? 0) + length);
        }
        return round(length);
      };
    },
    read: () => ({ ...sums, total: round(performance.now() - began) }),
  };
}

/** Microseconds are as fine as it gets. */
const round = (ms: number): number => Math.round(ms * 1000) / 1000;
