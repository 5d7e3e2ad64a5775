import type { DatabaseSync } from 'node:sqlite';
import { DataError, type DataFile, foreign } from './data-error.ts';

/** "Tocs": tells our files from other programs' databases. */
const APPLICATION_ID = 0x546f6373;

/** Throws where the file holds somebody else's tables, or those of a newer Tocsin; writes nothing. */
export function recognise(db: DatabaseSync, file: DataFile, newest: number): void {
  const empty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (!empty && pragma(db, 'application_id') !== APPLICATION_ID) throw new DataError(foreign(file));
  const version = pragma(db, 'user_version');
  if (version > newest)
    throw new DataError(
      `${file.path} was written by a newer Tocsin (schema ${version}, this one knows ${newest}): update Tocsin, or give another directory with --data`,
    );
}

/** Takes the file to the newest schema, one step per transaction: a step that fails leaves the version before it. */
export function migrate(db: DatabaseSync, migrations: readonly string[]): void {
  const version = pragma(db, 'user_version');
  for (const [step, sql] of migrations.entries()) {
    if (step < version) continue;
    db.exec(
      `BEGIN IMMEDIATE; ${sql}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${step + 1}; COMMIT;`,
    );
  }
}

function pragma(db: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}
