import type { CheckResult } from '../../core/check/check.ts';
import { badIn, type Ring, turn } from '../../core/check/ring.ts';
import type { ProberMemory } from '../../core/ports.ts';
import type { Database } from './database.ts';

/** The prober's memory (T3); read once, then kept beside the file: this process is the only one that writes it. */
export class SqliteProber implements ProberMemory {
  readonly #db: Database;
  readonly #rings: Map<string, Ring>;

  constructor(db: Database) {
    this.#db = db;
    this.#rings = new Map(
      db
        .records<{ monitor: string; location: string; ring: Ring }>(
          `SELECT json_object('monitor', monitor, 'location', location, 'ring', json(json)) AS json FROM rings`,
        )
        .map(({ monitor, location, ring }) => [keyOf(monitor, location), ring]),
    );
  }

  async record({
    monitor,
    location,
    slot,
    verdict,
  }: CheckResult): Promise<{ readonly is: 'new'; readonly bad: number } | { readonly is: 'stale' }> {
    const key = keyOf(monitor, location);
    const next = turn(this.#rings.get(key), slot, verdict);
    if (!next) return { is: 'stale' };
    this.#db.run(
      'INSERT INTO rings (monitor, location, json) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
      monitor,
      location,
      JSON.stringify(next),
    );
    // Only now: a slot whose write failed is not known yet, and trying it again must not find it stale.
    this.#rings.set(key, next);
    return { is: 'new', bad: badIn(next) };
  }

  async bad(monitor: string, location: string): Promise<number> {
    return badIn(this.#rings.get(keyOf(monitor, location)));
  }
}

const keyOf = (monitor: string, location: string) => `${monitor} ${location}`;
