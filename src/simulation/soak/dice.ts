/** Seeded chance (mulberry32): small, fast, and the same seed always draws the same (V5). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not draw alike from the start.
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
    this.roll();
  }

  /** From 0 up to, but never, 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  /** A whole number of at least `from` and at most `to`. */
  between(from: number, to: number): number {
    return from + Math.floor(this.roll() * (to - from + 1));
  }

  pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.roll() * of.length)]!;
  }

  /** Mostly short, now and then long: on average `mean`, never beyond `most`. */
  tail(mean: number, most: number): number {
    return Math.min(most, Math.round(-Math.log(1 - this.roll()) * mean));
  }

  /** Dice of its own for one part of a world, so that one part's draws do not change another's. */
  fork(salt: number): Dice {
    return new Dice(Math.imul(this.#state ^ salt, 0xc2b2ae35) >>> 0);
  }
}
