import type { Clock } from '../core/ports.ts';
import type { Instant } from '../core/time/instant.ts';
import { Timers } from './timers.ts';

/** Time that only passes when told to: timers fire in order, those of one instant in the order they were set (V5). */
export class VirtualClock implements Clock {
  #now: Instant;
  #nth = 0;
  #moments = 0;
  #timers = new Timers();
  readonly #atRest: () => Promise<void>;

  /** `atRest` resolves once nothing but a timer can move the world. */
  constructor(start: Instant, atRest: () => Promise<void> = settled) {
    this.#now = start;
    this.#atRest = atRest;
  }

  now(): Instant {
    return this.#now;
  }

  /** Resolves when virtual time reaches `at`; at once, on the next turn, where that has passed. */
  until(at: Instant): Promise<void> {
    return new Promise((wake) => {
      this.#timers.add({ at: Math.max(at, this.#now), nth: this.#nth++, wake });
    });
  }

  sleep(ms: number): Promise<void> {
    return this.until(this.#now + ms);
  }

  /** Lets time pass until `end`, letting everything that a timer set off come to rest before the next one fires. */
  async advance(end: Instant): Promise<void> {
    await this.#atRest();
    for (let next = this.#timers.first(); next && next.at <= end; next = this.#timers.first()) {
      this.#timers.take();
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      await this.#atRest();
      this.#moments += 1;
      if (this.#moments % BREATHES === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = Math.max(this.#now, end);
  }

  /** A gap: the clock jumps, and what was due meanwhile is late. */
  jump(ms: number): void {
    this.#now += ms;
  }
}

/**
 * All microtasks are done: nothing but a timer can move the world now. Node runs what was put off to the next tick once
 * no microtask is left; unlike counting what is under way that cannot be wrong, and it costs a tenth of a turn of the
 * event loop.
 */
export const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** After so many moments the event loop has a turn: signals and messages of this process are not starved. */
const BREATHES = 4_096;
