import type { Policy } from '../../core/plan.ts';
import type { PolicyStore } from '../../core/ports.ts';
import type { Database } from './database.ts';

/** Policies by content hash; the first to come is the one that stays (E1). */
export class SqlitePolicies implements PolicyStore {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  async keep(policy: Policy): Promise<void> {
    this.#db.run(
      'INSERT INTO policies (hash, json) VALUES (?, ?) ON CONFLICT DO NOTHING',
      policy.hash,
      JSON.stringify(policy),
    );
  }

  async get(hash: string): Promise<Policy | null> {
    return this.#db.record('SELECT json FROM policies WHERE hash = ?', hash);
  }
}
