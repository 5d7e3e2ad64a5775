import type { LedgerPage } from '../../core/escalation/ledger.ts';
import type { LedgerStore } from '../../core/ports.ts';
import { kept } from './kept.ts';

/** Pages per person, written onto the version they were made from (I4). */
export class MemoryLedger implements LedgerStore {
  #pages = new Map<string, { readonly page: LedgerPage; readonly version: number }>();

  async read(person: string): Promise<{ readonly page: LedgerPage; readonly version: number } | null> {
    return this.#pages.get(person) ?? null;
  }

  async write(person: string, page: LedgerPage, expected: number): Promise<'written' | 'conflict'> {
    if ((this.#pages.get(person)?.version ?? 0) !== expected) return 'conflict';
    this.#pages.set(person, kept({ page, version: expected + 1 }));
    return 'written';
  }
}
