import type { Clock } from '../core/ports.ts';
import type { Instant } from '../core/time/instant.ts';

interface Timer {
  readonly at: Instant;
  readonly nth: number;
  readonly wake: () => void;
}

/** Time that only passes when told to: timers fire in order, those of one instant in the order they were set (V5). */
export class VirtualClock implements Clock {
  #now: Instant;
  #nth = 0;
  #timers: Timer[] = [];

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** Resolves when virtual time reaches `at`; at once, on the next turn, where that has passed. */
  until(at: Instant): Promise<void> {
    return new Promise((wake) => {
      this.#timers.push({ at: Math.max(at, this.#now), nth: this.#nth++, wake });
    });
  }

  sleep(ms: number): Promise<void> {
    return this.until(this.#now + ms);
  }

  /** Lets time pass until `end`, letting everything that a timer set off come to rest before the next one fires. */
  async advance(end: Instant): Promise<void> {
    await settled();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = next.at;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      next.wake();
      await settled();
    }
    this.#now = end;
  }

  /** A gap: the clock jumps, and what was due meanwhile is late. */
  jump(ms: number): void {
    this.#now += ms;
    this.#timers = this.#timers.map((timer) => ({ ...timer, at: Math.max(timer.at, this.#now) }));
  }

  #next(end: Instant): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (!first || timer.at < first.at || (timer.at === first.at && timer.nth < first.nth)))
        first = timer;
    }
    return first;
  }
}

/** All microtasks are done: nothing but a timer can move the world now. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
