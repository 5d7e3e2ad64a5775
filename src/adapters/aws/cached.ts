import type { Clock } from '../../core/ports.ts';
import { type Instant, SECOND } from '../../core/time/instant.ts';

interface Kept<T> {
  readonly value: T;
  readonly until: Instant;
}

/** After a failure what is kept serves so long before the source is asked again: it may take seconds to fail. */
const SPARED = 30 * SECOND;

/**
 * What was read from a source, for a while (ms): asked for at the same time it is read once, and while the source fails
 * what is kept serves on, however old. What is not there (`undefined`) is not kept.
 */
export class Cached<T> {
  readonly #clock: Clock;
  readonly #fresh: number;
  readonly #read: (key: string) => Promise<T | undefined>;
  readonly #kept = new Map<string, Kept<T>>();
  readonly #asked = new Map<string, Promise<T | undefined>>();

  constructor(clock: Clock, fresh: number, read: (key: string) => Promise<T | undefined>) {
    this.#clock = clock;
    this.#fresh = fresh;
    this.#read = read;
  }

  /** `fresh`: read now, not taken from before. Rejects as the source does, where nothing is kept. */
  get(key: string, how?: 'fresh'): Promise<T | undefined> {
    if (how !== 'fresh') {
      const kept = this.#kept.get(key);
      if (kept && this.#clock.now() < kept.until) return Promise.resolve(kept.value);
      const asked = this.#asked.get(key);
      if (asked) return asked;
    }
    const asking: Promise<T | undefined> = this.#ask(key, () => this.#asked.get(key) === asking).finally(() => {
      if (this.#asked.get(key) === asking) this.#asked.delete(key);
    });
    this.#asked.set(key, asking);
    return asking;
  }

  /** `isNewest`: nobody asked again meanwhile, who would know better. */
  async #ask(key: string, isNewest: () => boolean): Promise<T | undefined> {
    try {
      const value = await this.#read(key);
      if (!isNewest()) return value;
      if (value === undefined) this.#kept.delete(key);
      else this.#kept.set(key, { value, until: this.#clock.now() + this.#fresh });
      return value;
    } catch (error) {
      const kept = this.#kept.get(key);
      if (!kept) throw error;
      if (isNewest()) this.#kept.set(key, { ...kept, until: Math.max(kept.until, this.#clock.now() + SPARED) });
      return kept.value;
    }
  }
}
