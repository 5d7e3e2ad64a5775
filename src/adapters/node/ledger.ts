import type { LedgerPage } from '../../core/escalation/ledger.ts';
import type { LedgerStore } from '../../core/ports.ts';
import type { Database } from './database.ts';

/** Pages per person; written by one conditional statement (I4). */
export class SqliteLedger implements LedgerStore {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  async read(person: string): Promise<{ readonly page: LedgerPage; readonly version: number } | null> {
    return this.#db.record(
      `SELECT json_object('page', json(json), 'version', version) AS json FROM ledger WHERE person = ?`,
      person,
    );
  }

  async write(person: string, page: LedgerPage, expected: number): Promise<'written' | 'conflict'> {
    const json = JSON.stringify(page);
    const changed =
      expected === 0
        ? this.#db.run(
            'INSERT INTO ledger (person, version, json) VALUES (?, 1, ?) ON CONFLICT DO NOTHING',
            person,
            json,
          )
        : this.#db.run(
            'UPDATE ledger SET version = version + 1, json = ? WHERE person = ? AND version = ?',
            json,
            person,
            expected,
          );
    return changed === 1 ? 'written' : 'conflict';
  }
}
