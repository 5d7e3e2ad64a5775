import type { CheckResult } from '../../core/check/check.ts';
import { badIn, type Ring, turn } from '../../core/check/ring.ts';
import type { ProberMemory } from '../../core/ports.ts';

/** The prober's memory (T3). */
export class MemoryProber implements ProberMemory {
  #rings = new Map<string, Ring>();

  async record({
    monitor,
    location,
    slot,
    verdict,
  }: CheckResult): Promise<{ readonly is: 'new'; readonly bad: number } | { readonly is: 'stale' }> {
    const next = turn(this.#rings.get(key(monitor, location)), slot, verdict);
    if (!next) return { is: 'stale' };
    this.#rings.set(key(monitor, location), next);
    return { is: 'new', bad: badIn(next) };
  }

  async bad(monitor: string, location: string): Promise<number> {
    return badIn(this.#rings.get(key(monitor, location)));
  }
}

const key = (monitor: string, location: string) => `${monitor} ${location}`;
