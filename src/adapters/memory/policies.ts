import type { Policy } from '../../core/plan.ts';
import type { PolicyStore } from '../../core/ports.ts';
import { kept } from './kept.ts';

/** Policies by content hash; the first to come is the one that stays (E1). */
export class MemoryPolicies implements PolicyStore {
  #policies = new Map<string, Policy>();

  async keep(policy: Policy): Promise<void> {
    if (!this.#policies.has(policy.hash)) this.#policies.set(policy.hash, kept(policy));
  }

  async get(hash: string): Promise<Policy | null> {
    return this.#policies.get(hash) ?? null;
  }
}
