import type { CheckResult } from '../../core/check/check.ts';
import type { Weighed } from '../../core/check/look.ts';
import { type Memory, remember, weigh } from '../../core/check/memory.ts';
import type { Plan } from '../../core/plan.ts';
import type { ProberMemory, Recorded } from '../../core/ports.ts';

/** The prober's memory (T3, I6). */
export class MemoryProber implements ProberMemory {
  #known = new Map<string, Memory>();

  async record(result: CheckResult, plan: Plan): Promise<Recorded> {
    const key = keyOf(result);
    const next = remember(this.#known.get(key), result, plan);
    if (!next) return { is: 'stale' };
    this.#known.set(key, next.memory);
    return { is: 'new', weighed: next.weighed };
  }

  async weigh(result: CheckResult, plan: Plan): Promise<Weighed> {
    return weigh(this.#known.get(keyOf(result)), result, plan);
  }
}

const keyOf = ({ monitor, location }: CheckResult) => `${monitor} ${location}`;
