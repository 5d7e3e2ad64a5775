import type { Delivery } from '../../core/escalation/delivery.ts';
import { type Instant, SECOND } from '../../core/time/instant.ts';
import type { Dice } from './dice.ts';
import type { Misbehaviour } from './script.ts';

/** What a provider does with one message: how long it takes, whether it arrives, and what it answers then. */
export interface Handled {
  readonly takes: number;
  readonly arrives: boolean;
  readonly answer: (now: Instant) => Delivery;
}

const QUICK = 40;

/** A row per misbehaviour, as a channel's own code reads the provider's answers (E5). */
const BEHAVIOURS: Readonly<Record<Misbehaviour, (dice: Dice) => Handled>> = {
  busy: (dice) => {
    const after = dice.pick([1, 5, 20, 50, 120]) * SECOND;
    return failing((now) => ({ is: 'temporary', why: 'answers 429', retryAt: now + after }));
  },
  // Most that fail name no time.
  failing: (dice) => {
    const after = dice.pick([undefined, undefined, 5 * SECOND]);
    return failing((now) => ({
      is: 'temporary',
      why: 'answers 500',
      ...(after !== undefined && { retryAt: now + after }),
    }));
  },
  refusing: () => failing(() => ({ is: 'permanent', why: 'answers 400' })),
  'not found': () => failing(() => ({ is: 'permanent', why: 'answers 404' })),
  'hangs, sent': () => ({ takes: 10 * SECOND, arrives: true, answer: timedOut }),
  'hangs, not sent': () => ({ takes: 10 * SECOND, arrives: false, answer: timedOut }),
  slow: (dice) => ({ takes: dice.pick([3, 9, 30]) * SECOND, arrives: true, answer: accepted }),
};

export const behave = (does: Misbehaviour | undefined, dice: Dice): Handled =>
  does === undefined ? { takes: QUICK, arrives: true, answer: accepted } : BEHAVIOURS[does](dice);

const failing = (answer: Handled['answer']): Handled => ({ takes: QUICK, arrives: false, answer });
const accepted = (): Delivery => ({ is: 'accepted' });
const timedOut = (): Delivery => ({ is: 'unknown', why: 'no answer in time' });
