import type { UnreachedPage } from '../../core/callback.ts';
import type { Message } from '../../core/message/message.ts';
import { MINUTE, SECOND } from '../../core/time/instant.ts';
import type { Missed } from '../checker/history.ts';
import type { VirtualClock } from '../clock.ts';
import type { Dice } from './dice.ts';

/** Providers that hear later whether somebody was reached: of calls and SMS. */
const TOLD: readonly string[] = ['phone', 'call', 'sms'];
/** How often a report is sent again that was answered with an error, or not at all. */
const TRIES = 3;

/**
 * Pages that a provider accepts and that reach nobody, and its reports of that: soon after, at times before its answer to
 * the page has come back, twice, much too late, or never.
 */
export class Missing {
  readonly reports: Missed[] = [];
  readonly #clock: VirtualClock;
  readonly #tell: (page: UnreachedPage) => Promise<boolean>;
  readonly #onError: (error: unknown) => void;
  readonly #dice: Dice;
  readonly #chance: number;

  constructor(
    clock: VirtualClock,
    tell: (page: UnreachedPage) => Promise<boolean>,
    onError: (error: unknown) => void,
    dice: Dice,
    chance: number,
  ) {
    this.#clock = clock;
    this.#tell = tell;
    this.#onError = onError;
    this.#dice = dice;
    this.#chance = chance;
  }

  /** Whether this page reaches nobody; where so, the provider will say it in its own time. */
  misses(channel: string, { type, incident, thread, key }: Message): boolean {
    const dice = this.#dice;
    if (this.#chance === 0 || type !== 'page' || !TOLD.includes(channel) || !dice.chance(this.#chance)) return false;
    const generation = Number(thread.slice(thread.lastIndexOf('/') + 1));
    const page = { incident, generation, key: key.slice(incident.length + 1), channel, why: 'the line was busy' };
    if (dice.chance(0.1)) return true;
    const after = dice.pick([
      () => dice.between(1, 30),
      () => dice.between(SECOND, 60 * SECOND),
      () => dice.between(SECOND, 60 * SECOND),
      () => dice.between(MINUTE, 12 * MINUTE),
    ])();
    this.#later(after, page);
    if (dice.chance(0.3)) this.#later(after + dice.pick([0, 1, SECOND, 4 * MINUTE]), page);
    return true;
  }

  #later(after: number, page: UnreachedPage): void {
    void this.#clock.sleep(after).then(() => this.#report(page));
  }

  async #report(page: UnreachedPage): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const at = this.#clock.now();
      const { incident, generation, key } = page;
      try {
        const news = await this.#tell(page);
        this.reports.push({ at, incident, generation, key, answered: this.#clock.now(), news });
        return;
      } catch (error) {
        this.#onError(error);
        this.reports.push({ at, incident, generation, key, news: false });
        await this.#clock.sleep(SECOND);
      }
    }
  }
}
