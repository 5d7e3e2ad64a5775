import type { LedgerPage } from '../../core/escalation/ledger.ts';
import type { LedgerStore } from '../../core/ports.ts';
import type { Table } from './table.ts';

const keyOf = (person: string) => ({ of: `person#${person}`, as: 'ledger' });

/** Pages per person, written onto the version they were made from (I4). */
export class TableLedger implements LedgerStore {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  async read(person: string): Promise<{ readonly page: LedgerPage; readonly version: number } | null> {
    const found = await this.#table.read<LedgerPage>(keyOf(person));
    return found ? { page: found.value, version: found.version } : null;
  }

  write(person: string, page: LedgerPage, expected: number): Promise<'written' | 'conflict'> {
    return this.#table.write(keyOf(person), { value: page, version: expected + 1 }, expected);
  }
}
