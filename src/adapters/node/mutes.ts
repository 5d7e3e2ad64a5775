import type { Mute } from '../../core/incident/mute.ts';
import type { MuteStore } from '../../core/ports.ts';
import type { Database } from './database.ts';

/** Mutes; the same id again is the same mute, even after it was ended. */
export class SqliteMutes implements MuteStore {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  async current(now: number): Promise<readonly Mute[]> {
    return this.#db.records(
      `SELECT json_set(json, '$.until', until) AS json FROM mutes WHERE until > ? ORDER BY until, id`,
      now,
    );
  }

  async add(mute: Mute): Promise<void> {
    this.#db.run(
      'INSERT INTO mutes (id, until, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      mute.id,
      mute.until,
      JSON.stringify(mute),
    );
  }

  async end(id: string, at: number): Promise<void> {
    this.#db.run('UPDATE mutes SET until = ? WHERE id = ? AND until > ?', at, id, at);
  }
}
