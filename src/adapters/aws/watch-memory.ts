import type { WatchMemory } from '../../core/ports.ts';
import type { PatrolMemory } from '../../core/watch/memory.ts';
import type { Table } from './table.ts';

const KEY = { of: 'watch', as: 'memory' };

/** What the last patrol left, one record that is replaced whole: there is one patrol at a time, and twice is said twice. */
export class TableWatchMemory implements WatchMemory {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  async read(): Promise<PatrolMemory | undefined> {
    return (await this.#table.read<PatrolMemory>(KEY))?.value;
  }

  write(memory: PatrolMemory): Promise<void> {
    return this.#table.put(KEY, { value: memory });
  }
}
