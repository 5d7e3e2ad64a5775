import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { DataError } from '../../../src/adapters/node/data-error.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { MONDAY } from '../../support/plan.ts';
import { someIncident } from '../../support/store-samples.ts';

const data = dataDirectory();

/** What SQL sees of a file that nobody has open. */
function foreignly<T>(path: string, look: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/** Fills `incidents.db` with many pages. */
async function fill() {
  const filled = data.open();
  for (let n = 0; n < 100; n++)
    await filled.incidents.archive(someIncident({ id: `shop-${n}`, endedAt: MONDAY, reasons: ['x'.repeat(2_000)] }));
  filled.close();
}

describe('a data directory', () => {
  it('is created with everything above it', async () => {
    const deep = data.open({ directory: data.path('a', 'b', 'c') });
    expect(await deep.incidents.write(someIncident(), 0)).toBe('written');
  });

  it('cannot be below a file', () => {
    writeFileSync(data.path('file'), '');
    const below = () => data.open({ directory: data.path('file', 'data') });
    expect(below).toThrow(DataError);
    expect(below).toThrow(/the data directory .*file.data cannot be used: a file is in its way.*--data/);
  });

  it('cannot be a file', () => {
    writeFileSync(data.path('file'), '');
    expect(() => data.open({ directory: data.path('file') })).toThrow(/file cannot be used: a file is in its way/);
  });
});

describe('a file in the data directory', () => {
  it('that is no database is left as it is', () => {
    const text = 'not a database, but long enough to be read as one'.repeat(100);
    writeFileSync(data.path('incidents.db'), text);
    expect(() => data.open()).toThrow(
      /incidents\.db is not readable as a Tocsin database: move it away, keep it, .*open incidents in it would be lost/,
    );
    expect(readFileSync(data.path('incidents.db'), 'utf8')).toBe(text);
  });

  it("that is another program's database is left as it is", () => {
    foreignly(data.path('incidents.db'), (db) => db.exec('CREATE TABLE theirs (a)'));
    const before = readFileSync(data.path('incidents.db'));
    expect(() => data.open()).toThrow(/incidents\.db is not readable as a Tocsin database/);
    expect(readFileSync(data.path('incidents.db')).equals(before)).toBe(true);
  });

  it('that is a directory cannot be opened', () => {
    mkdirSync(data.path('incidents.db'));
    expect(() => data.open()).toThrow(/incidents\.db cannot be opened: check that it is a file/);
  });

  it('that was written by a newer Tocsin is not touched', () => {
    data.open().close();
    foreignly(data.path('incidents.db'), (db) => db.exec('PRAGMA user_version = 99'));
    expect(() => data.open()).toThrow(/incidents\.db was written by a newer Tocsin \(schema 99.*update Tocsin/);
    expect(foreignly(data.path('incidents.db'), (db) => db.prepare('PRAGMA user_version').get())).toEqual({
      user_version: 99,
    });
  });

  it('whose pages were overwritten is damaged', async () => {
    await fill();
    const bytes = readFileSync(data.path('incidents.db'));
    writeFileSync(data.path('incidents.db'), bytes.fill(0xaa, 3 * 4_096, 20 * 4_096));
    expect(() => data.open()).toThrow(/incidents\.db is damaged \(.*\): stop Tocsin, move .*incidents\.db-wal away/);
  });

  it('that was cut off is damaged', async () => {
    await fill();
    truncateSync(data.path('incidents.db'), 20 * 4_096);
    expect(() => data.open()).toThrow(/incidents\.db is damaged.*open incidents in it would be lost/);
  });

  it('frees the other file when it cannot be used, and says that no incident is in it', () => {
    writeFileSync(data.path('results.db'), 'nonsense'.repeat(1_000));
    expect(() => data.open()).toThrow(/results\.db is not readable .*only charts and the last looks are in it/);
    writeFileSync(data.path('results.db'), '');
    expect(() => data.open()).not.toThrow();
  });

  it('keeps the error that led to the sentence', () => {
    mkdirSync(data.path('incidents.db'));
    let thrown: unknown;
    try {
      data.open();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: 'DataError', cause: { code: 'ERR_SQLITE_ERROR' } });
  });
});
