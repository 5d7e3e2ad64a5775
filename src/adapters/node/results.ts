import type { CheckResult, Screenshot, Verdict } from '../../core/check/check.ts';
import { daySlices, SLICE, sliceOf } from '../../core/check/day.ts';
import { isColdAndUp } from '../../core/check/look.ts';
import { type Clock, type DaySlice, PICTURES, type ResultHistory, type ResultSink } from '../../core/ports.ts';
import { DAY, HOUR } from '../../core/time/instant.ts';
import type { Database } from './database.ts';

const RAW_FOR = 2 * DAY;
const SLICES_FOR = 400 * DAY;
/** Rows dropped at a time, beyond twice as many as come in: a few milliseconds, and pruning always catches up. */
const CHUNK = 1_000;

/** What is dropped, when it is older than a moment, and how much of it at once. */
const PRUNING = [
  ['DELETE FROM results WHERE rowid IN (SELECT rowid FROM results WHERE at < ? ORDER BY at LIMIT ?)', RAW_FOR],
  ['DELETE FROM slices WHERE rowid IN (SELECT rowid FROM slices WHERE start < ? ORDER BY start LIMIT ?)', SLICES_FOR],
  ['DELETE FROM latest WHERE rowid IN (SELECT rowid FROM latest WHERE at < ? LIMIT ?)', SLICES_FOR],
] as const;

/** Check results in SQLite: single looks for two days, half hours for 400 days. Pruning begins once an hour at most, and goes in chunks. */
export class SqliteResults implements ResultSink, ResultHistory {
  readonly #db: Database;
  readonly #clock: Clock;
  #prunedAt = Number.NEGATIVE_INFINITY;
  #pruning = false;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async record(results: readonly CheckResult[]): Promise<void> {
    if (results.length === 0) return;
    this.#db.transaction(() => {
      this.#prune(CHUNK + 2 * results.length);
      for (const result of results) this.#insert(result);
    });
  }

  async latest(): Promise<readonly CheckResult[]> {
    return this.#db.records('SELECT json FROM latest ORDER BY monitor, location');
  }

  async latencies(monitor: string, limit: number) {
    return this.#db
      .all<{ at: number; ms: number; verdict: Verdict }>(
        'SELECT at, ms, verdict FROM results WHERE monitor = ? ORDER BY at DESC, rowid DESC LIMIT ?',
        monitor,
        limit,
      )
      .toReversed();
  }

  async day(monitor: string, now: number): Promise<readonly DaySlice[]> {
    const rows = this.#db.all<{ from: number; verdict: Verdict; count: number }>(
      'SELECT start AS "from", verdict, count FROM slices WHERE monitor = ? AND start > ?',
      monitor,
      sliceOf(now) - 48 * SLICE,
    );
    return daySlices(now, rows);
  }

  async screenshots(monitor: string): Promise<readonly number[]> {
    return this.#db
      .all<{ slot: number }>('SELECT slot FROM screenshots WHERE monitor = ? ORDER BY slot DESC', monitor)
      .map(({ slot }) => slot);
  }

  async screenshot(monitor: string, slot: number): Promise<Screenshot | null> {
    const [found] = this.#db.all<{ type: Screenshot['type']; picture: Uint8Array }>(
      'SELECT type, picture FROM screenshots WHERE monitor = ? AND slot = ?',
      monitor,
      slot,
    );
    return found ? { type: found.type, base64: Buffer.from(found.picture).toString('base64') } : null;
  }

  #keep(monitor: string, slot: number, { type, base64 }: Screenshot): void {
    this.#db.run(
      'INSERT INTO screenshots (monitor, slot, type, picture) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET type = excluded.type, picture = excluded.picture',
      monitor,
      slot,
      type,
      Buffer.from(base64, 'base64'),
    );
    this.#db.run(
      'DELETE FROM screenshots WHERE monitor = ? AND slot NOT IN (SELECT slot FROM screenshots WHERE monitor = ? ORDER BY slot DESC LIMIT ?)',
      monitor,
      monitor,
      PICTURES,
    );
  }

  #insert({ screenshot, ...result }: CheckResult): void {
    if (screenshot) this.#keep(result.monitor, result.slot, screenshot);
    const { monitor, location, startedAt, phases, verdict } = result;
    if (!isColdAndUp(result))
      this.#db.run(
        'INSERT INTO results (monitor, location, at, ms, verdict) VALUES (?, ?, ?, ?, ?)',
        monitor,
        location,
        startedAt,
        phases.total,
        verdict,
      );
    this.#db.run(
      'INSERT INTO latest (monitor, location, at, json) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, json = excluded.json WHERE excluded.at >= at',
      monitor,
      location,
      startedAt,
      JSON.stringify(result),
    );
    this.#db.run(
      'INSERT INTO slices (monitor, start, verdict, count) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
      monitor,
      sliceOf(startedAt),
      verdict,
    );
  }

  /** Before the inserts, so that a full disk gets room again. */
  #prune(most: number): void {
    const now = this.#clock.now();
    if (!this.#pruning && now - this.#prunedAt < HOUR) return;
    this.#prunedAt = now;
    const dropped = PRUNING.map(([sql, keptFor]) => this.#db.run(sql, now - keptFor, most));
    this.#pruning = dropped.some((count) => count === most);
  }
}
