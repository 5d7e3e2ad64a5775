import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { DataError, type DataFile, damaged, dataError } from './data-error.ts';
import { migrate, recognise } from './migrate.ts';

export interface DatabaseOptions extends DataFile {
  /** `FULL`: a write that was answered survives a power cut. `NORMAL`: it survives the end of the process. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Schema steps; the n-th takes version n to n + 1. */
  readonly migrations: readonly string[];
  /** The most pages of 4 KB that the file may have: a bound for small disks. */
  readonly maxPages?: number;
}

/** How long a second process waits, ms: long enough that of two that start at once one wins, short enough to be at once. */
const LOCK_WAIT = 100;

/** One SQLite file, held exclusively as long as it is open; every error is a `DataError` that names the path and the remedy. */
export class Database {
  readonly #file: DataFile;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(options: DatabaseOptions) {
    this.#file = options;
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(options.path, { timeout: LOCK_WAIT });
      prepare(db, options);
    } catch (cause) {
      db?.close();
      throw dataError(options, cause);
    }
    this.#db = db;
  }

  /** Runs a statement; answers how many rows it changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return this.#try(() => Number(this.#prepared(sql).run(...values).changes));
  }

  all<Row extends object>(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return this.#try(() => this.#prepared(sql).all(...values) as Row[]);
  }

  get<Row extends object>(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#try(() => this.#prepared(sql).get(...values) as Row | undefined);
  }

  /** The records in the column `json` of all rows. */
  records<T>(sql: string, ...values: readonly SQLInputValue[]): readonly T[] {
    return this.#try(() => this.all<Json>(sql, ...values).map(({ json }) => JSON.parse(json) as T));
  }

  /** The record in the column `json` of the only row; null where there is none. */
  record<T>(sql: string, ...values: readonly SQLInputValue[]): T | null {
    return this.records<T>(sql, ...values)[0] ?? null;
  }

  /** All or nothing. */
  transaction(work: () => void): void {
    this.#try(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.#db.exec('COMMIT');
      } catch (error) {
        // A full disk may have rolled back already.
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Gives the file free for others; again is nothing. */
  close(): void {
    if (this.#db.isOpen) this.#try(() => this.#db.close());
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #try<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw dataError(this.#file, cause);
    }
  }
}

interface Json {
  readonly json: string;
}

function prepare(db: DatabaseSync, options: DatabaseOptions): void {
  // The lock is taken before anything is looked at, and nothing is written before the file is known to be ours.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
  recognise(db, options, options.migrations.length);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.synchronous};`);
  if (options.maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${options.maxPages}`);
  const seen = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (seen !== 'ok') throw new DataError(damaged(options, String(seen).replaceAll(/\s+/g, ' ')));
  migrate(db, options.migrations);
}
