import type { Instant } from '../core/time/instant.ts';

/** More than these at a time are not remembered: the oldest are forgotten, and what they asked for still counts once in the record. */
const MOST = 10_000;

/** Requests that were seen, each until it would be too old anyhow. Of this process; the record itself knows what it stored. */
export class Replays {
  readonly #until = new Map<string, Instant>();

  /** True for the first time. */
  isNew(name: string, until: Instant, now: Instant): boolean {
    if ((this.#until.get(name) ?? now) > now) return false;
    this.#until.delete(name);
    this.#until.set(name, until);
    if (this.#until.size > MOST) this.#prune(now);
    return true;
  }

  /** It was not stored: the next time is the first. */
  forget(name: string): void {
    this.#until.delete(name);
  }

  #prune(now: Instant): void {
    for (const [name, until] of this.#until) if (until <= now) this.#until.delete(name);
    for (const [name] of this.#until) {
      if (this.#until.size <= MOST) return;
      this.#until.delete(name);
    }
  }
}
