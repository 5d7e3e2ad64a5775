import type { Diagnoser } from '../../core/ports.ts';
import { SECOND } from '../../core/time/instant.ts';
import type { VirtualClock } from '../clock.ts';
import type { Dice } from './dice.ts';

/** A cluster that is asked what runs a monitor: it answers, has nothing to say, or takes all the time there is. */
export const drawnEvidence = (clock: VirtualClock, dice: Dice): Diagnoser => ({
  diagnose: async (monitor) => {
    await clock.sleep(dice.pick([SECOND / 5, SECOND, 8 * SECOND]));
    const roll = dice.roll();
    if (roll < 0.2) return { is: 'nothing', why: 'the cluster could not be asked' };
    return { is: 'seen', summary: `${monitor}: ${dice.between(0, 2)} of 3 ready` };
  },
});
