import type { Evidence } from '../../core/evidence/evidence.ts';
import type { EvidenceStore } from '../../core/ports.ts';
import type { Database } from './database.ts';

/** What was seen at looks, by incident and monitor. */
export class SqliteEvidence implements EvidenceStore {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  async keep(evidence: Evidence): Promise<void> {
    this.#db.run(
      'INSERT OR REPLACE INTO evidence (incident, monitor, json) VALUES (?, ?, ?)',
      evidence.incident,
      evidence.monitor,
      JSON.stringify(evidence),
    );
  }

  async of(incident: string): Promise<readonly Evidence[]> {
    return this.#db.records('SELECT json FROM evidence WHERE incident = ? ORDER BY monitor', incident);
  }
}
