import type { Deploy } from '../../core/deploy/deploy.ts';
import type { DeployStore } from '../../core/ports.ts';
import type { Database } from './database.ts';

/** Deploys; the same id again is the same deploy. */
export class SqliteDeploys implements DeployStore {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  async record(deploy: Deploy): Promise<void> {
    this.#db.run(
      'INSERT INTO deploys (id, at, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      deploy.id,
      deploy.at,
      JSON.stringify(deploy),
    );
  }

  async since(at: number): Promise<readonly Deploy[]> {
    return this.#db.records('SELECT json FROM deploys WHERE at >= ? ORDER BY at DESC, id DESC', at);
  }
}
