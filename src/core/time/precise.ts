import { inWords } from './instant.ts';

/** Milliseconds where tenths matter, as between a limit and what exceeded it: `412 ms`, `2.4 s`, `3 min`. Rounded up. */
export const precise = (ms: number): string =>
  ms < 1000 ? `${Math.ceil(ms)} ms` : ms < 90_000 ? `${Math.ceil(ms / 100) / 10} s` : inWords(ms);
