import type { Clock } from '../core/ports.ts';
import { type Instant, MINUTE } from '../core/time/instant.ts';

/** Longer than this without a look at the open incidents, and nobody knows how they are. */
const LOOK = MINUTE;
/** A step that keeps failing is said every half minute. */
const TROUBLE = 2 * MINUTE;

/** Whether this process does what it is for: open incidents are looked after, and no step of theirs keeps failing. */
export function wellness(clock: Clock) {
  let looked: Instant = clock.now();
  let troubled = Number.NEGATIVE_INFINITY;
  return {
    /** Every open incident was just looked after. */
    looked: () => {
      looked = clock.now();
    },
    /** A step of an incident just failed for good. */
    troubled: () => {
      troubled = clock.now();
    },
    isWell: () => clock.now() - looked <= LOOK && clock.now() - troubled > TROUBLE,
  };
}
