import type { Instant } from '../time/instant.ts';
import type { Verdict } from './check.ts';
import { isBad } from './look.ts';

/** The newest slot of a monitor from one location, and which of the last 15 checks were bad, oldest first. */
export interface Ring {
  readonly slot: Instant;
  readonly bad: readonly boolean[];
}

/** The longest `of` that `flaky` can name. */
const LENGTH = 15;

/**
 * The ring after a slot that is newer than its own (T3). An `unknown` check takes no place in it: missing data makes
 * nothing better, nor worse (rule 7). After a gap as long as the whole ring nothing in it is of now: it begins anew.
 * `interval`: of the monitor, milliseconds; absent: nothing is too old.
 */
export function turn(
  ring: Ring | undefined,
  slot: Instant,
  verdict: Verdict,
  interval = Number.POSITIVE_INFINITY,
): Ring {
  const known = ring && slot - ring.slot <= LENGTH * interval ? ring.bad : [];
  if (verdict === 'unknown') return { slot, bad: known };
  const bad = known.length < LENGTH ? known.slice() : known.slice(1);
  bad.push(isBad(verdict));
  return { slot, bad };
}

/** Bad checks among the last `of` (I3, I6). */
export function badIn(ring: Ring | undefined, of = LENGTH): number {
  if (!ring) return 0;
  let count = 0;
  for (let i = Math.max(0, ring.bad.length - of); i < ring.bad.length; i++) if (ring.bad[i]) count++;
  return count;
}
