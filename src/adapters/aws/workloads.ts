import type { WorkloadStore } from '../../core/ports.ts';
import type { WorkloadMemory } from '../../core/remedy/workload-memory.ts';
import type { Table } from './table.ts';

const keyOf = (workload: string) => ({ of: `workload#${workload}`, as: 'memory' });

/** What is known of workloads, written onto the version it was made from (G3). */
export class TableWorkloads implements WorkloadStore {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  async read(workload: string): Promise<{ readonly memory: WorkloadMemory; readonly version: number } | null> {
    const found = await this.#table.read<WorkloadMemory>(keyOf(workload));
    return found ? { memory: found.value, version: found.version } : null;
  }

  write(workload: string, memory: WorkloadMemory, expected: number): Promise<'written' | 'conflict'> {
    return this.#table.write(keyOf(workload), { value: memory, version: expected + 1 }, expected);
  }
}
