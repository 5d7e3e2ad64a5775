import type { WorkloadStore } from '../../core/ports.ts';
import type { WorkloadMemory } from '../../core/remedy/workload-memory.ts';
import { kept } from './kept.ts';

/** What is known of workloads, written onto the version it was made from (G3). */
export class MemoryWorkloads implements WorkloadStore {
  #all = new Map<string, { readonly memory: WorkloadMemory; readonly version: number }>();

  async read(workload: string): Promise<{ readonly memory: WorkloadMemory; readonly version: number } | null> {
    return this.#all.get(workload) ?? null;
  }

  async write(workload: string, memory: WorkloadMemory, expected: number): Promise<'written' | 'conflict'> {
    if ((this.#all.get(workload)?.version ?? 0) !== expected) return 'conflict';
    this.#all.set(workload, kept({ memory, version: expected + 1 }));
    return 'written';
  }
}
