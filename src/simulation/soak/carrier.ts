import { MINUTE, SECOND } from '../../core/time/instant.ts';
import type { VirtualClock } from '../clock.ts';
import type { Steps } from '../steps.ts';
import type { Dice } from './dice.ts';
import type { Mishaps } from './mishaps.ts';

/** A signal is late by this at most. */
export const LATEST = 3 * MINUTE;

/** Signals on their way from a prober: some arrive twice, some late, so that newer ones overtake them. */
export class Carrier {
  readonly #clock: VirtualClock;
  readonly #dice: Dice;
  readonly #mishaps: Mishaps;
  readonly #rate: number;
  #late = 0;

  constructor(clock: VirtualClock, dice: Dice, mishaps: Mishaps, rate: number) {
    this.#clock = clock;
    this.#dice = dice;
    this.#mishaps = mishaps;
    this.#rate = rate;
  }

  /** Signals that are still to come. */
  get late(): number {
    return this.#late;
  }

  async carry(signal: Steps['signal'], input: Parameters<Steps['signal']>[0]): ReturnType<Steps['signal']> {
    if (input.looks.length === 0 || this.#mishaps.isCalm || !this.#dice.chance(this.#rate)) return signal(input);
    if (this.#dice.chance(0.5)) {
      this.#mishaps.count('signal twice');
      await signal(input);
      return signal(input);
    }
    const late = this.#dice.between(SECOND, LATEST);
    this.#mishaps.count('signal late');
    this.#mishaps.delay('signal late', late + 4 * MINUTE);
    this.#late += 1;
    void this.#clock.sleep(late).then(() => {
      this.#late -= 1;
      return signal(input).catch((error) => this.#mishaps.hear(error));
    });
    return { incidents: [] };
  }
}
