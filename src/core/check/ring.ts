import type { Instant } from '../time/instant.ts';
import type { Verdict } from './check.ts';
import { isBad } from './look.ts';

/** The prober's memory of one monitor from one location: the newest slot and the last 15 verdicts, oldest first. */
export interface Ring {
  readonly slot: Instant;
  readonly bad: readonly boolean[];
}

const LENGTH = 15;

/** The ring after a slot; `undefined` where this or a newer slot is known: duplicates fall out (T3). `unknown` is not bad. */
export function turn(ring: Ring | undefined, slot: Instant, verdict: Verdict): Ring | undefined {
  if (ring && slot <= ring.slot) return undefined;
  return { slot, bad: [...(ring?.bad ?? []), isBad(verdict)].slice(-LENGTH) };
}

export const badIn = (ring: Ring | undefined): number => ring?.bad.filter(Boolean).length ?? 0;
