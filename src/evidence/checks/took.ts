import { inWords, SECOND } from '../../core/time/instant.ts';

/** How long a look took: `240 ms`, `9.8 s`. Tenths of seconds tell a slow answer from one that came at the last moment. */
export const took = (ms: number): string =>
  ms >= SECOND && ms < 60 * SECOND ? `${Math.round(ms / 100) / 10} s` : inWords(ms);
