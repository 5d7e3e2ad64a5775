import type { Instant } from '../../core/time/instant.ts';
import type { Script } from './script.ts';

type Broken = Script['broken'][number];

/** What is true at a moment: read from the script, so that a look never changes what it looks at. */
export class Truth {
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  /** What is wrong with a monitor as seen from a location: the trouble that began last. */
  of(monitor: string, location: string, at: Instant): Broken | undefined {
    let found: Broken | undefined;
    for (const each of this.#script.broken)
      if (
        each.monitor === monitor &&
        each.from <= at &&
        at < each.until &&
        (!each.seenFrom || each.seenFrom.includes(location)) &&
        (!found || each.from >= found.from)
      )
        found = each;
    return found;
  }

  /** True while anything is wrong with any of these monitors. */
  isTroubled(monitors: readonly string[], at: Instant): boolean {
    return this.#script.broken.some((b) => b.from <= at && at < b.until && monitors.includes(b.monitor));
  }

  /** When trouble begins next; `undefined`: never again. */
  nextTrouble(monitors: readonly string[], after: Instant): Instant | undefined {
    const coming = this.#script.broken.filter((b) => b.from > after && monitors.includes(b.monitor)).map((b) => b.from);
    return coming.length > 0 ? Math.min(...coming) : undefined;
  }

  /** Whatever is wrong with a monitor is mended from a moment on. */
  mend(monitor: string, at: Instant): void {
    for (const each of this.#script.broken)
      if (each.monitor === monitor && each.from <= at) each.until = Math.min(each.until, at);
  }

  isBlind(at: Instant): boolean {
    return this.#script.blind.some((s) => s.from <= at && at < s.until);
  }

  isLost(location: string, at: Instant): boolean {
    return this.#script.lost.some((s) => s.location === location && s.from <= at && at < s.until);
  }

  outage(channel: string, at: Instant): Script['outages'][number] | undefined {
    return this.#script.outages.find((s) => s.channel === channel && s.from <= at && at < s.until);
  }
}
