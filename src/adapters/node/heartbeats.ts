import { GAP, type Heartbeat, type HeartbeatStore, type Heartbeats } from '../../core/check/heartbeat.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Database } from './database.ts';

/** The newest report of each job, beside the incidents. */
export class SqliteHeartbeats implements HeartbeatStore {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  async of(name: string, now: Instant): Promise<Heartbeats> {
    this.#db.run('INSERT INTO heartbeats (name, known) VALUES (?, ?) ON CONFLICT DO NOTHING', name, now);
    const found = this.#db.record<{
      known: Instant;
      listening: Instant | null;
      at: Instant | null;
      outcome: Heartbeat['outcome'];
    }>(
      `SELECT json_object('known', known, 'at', at, 'outcome', outcome, 'listening', (SELECT since FROM listening)) AS json
       FROM heartbeats WHERE name = ?`,
      name,
    );
    if (!found) throw new Error(`the heartbeat of ${name} was not kept`);
    const { known, at, outcome, listening } = found;
    return { known, listening: listening ?? known, ...(at === null ? {} : { last: { at, outcome } }) };
  }

  async beat(name: string, { at, outcome }: Heartbeat): Promise<void> {
    this.#db.run(
      `INSERT INTO heartbeats (name, known, at, outcome) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at = excluded.at, outcome = excluded.outcome WHERE at IS NULL OR at <= excluded.at`,
      name,
      at,
      at,
      outcome,
    );
  }

  async listen(now: Instant): Promise<void> {
    this.#db.run(
      `INSERT INTO listening (one, since, until) VALUES (1, ?, ?)
       ON CONFLICT DO UPDATE SET since = iif(excluded.until - until > ${GAP}, excluded.until, since), until = max(until, excluded.until)`,
      now,
      now,
    );
  }
}
