import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Database, type DatabaseOptions } from '../../../src/adapters/node/database.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const directory = dataDirectory();
let opened: Database[] = [];
afterEach(() => {
  for (const db of opened) db.close();
  opened = [];
});

const FIRST = 'CREATE TABLE things (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT';
const open = (more: Partial<DatabaseOptions> = {}) => {
  const db = new Database({
    path: directory.path('some.db'),
    losing: 'nothing',
    synchronous: 'FULL',
    migrations: [FIRST],
    ...more,
  });
  opened.push(db);
  return db;
};
const insert = (db: Database, id: string, json = '{}') =>
  db.run('INSERT INTO things (id, json) VALUES (?, ?) ON CONFLICT DO NOTHING', id, json);

describe('a database', () => {
  it.each([
    ['FULL', 2],
    ['NORMAL', 1],
  ] as const)('is held exclusively, and written as %s says', (synchronous, level) => {
    const db = open({ synchronous });
    expect(db.get('PRAGMA locking_mode')).toEqual({ locking_mode: 'exclusive' });
    expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: level });
  });

  it('says how many rows a statement changed', () => {
    const db = open();
    expect([insert(db, 'a'), insert(db, 'a'), insert(db, 'b')]).toEqual([1, 0, 1]);
  });

  it('does a transaction whole or not at all, and works on after one that failed', () => {
    const db = open();
    const broken = () =>
      db.transaction(() => {
        insert(db, 'a');
        throw new Error('half way');
      });
    expect(broken).toThrow(/some\.db could not be used: half way/);
    expect(db.all('SELECT id FROM things')).toEqual([]);
    db.transaction(() => insert(db, 'b'));
    expect(db.all('SELECT id FROM things')).toEqual([{ id: 'b' }]);
  });

  it('names the file when a record in it cannot be read', () => {
    const db = open();
    insert(db, 'a', '{ half a rec');
    expect(() => db.record('SELECT json FROM things')).toThrow(
      expect.objectContaining({ name: 'DataError', message: expect.stringContaining('some.db could not be used') }),
    );
  });
});

describe('the schema', () => {
  it('is taken forward step by step, and what was there stays', () => {
    const before = open();
    insert(before, 'a');
    before.close();
    const after = open({ migrations: [FIRST, `ALTER TABLE things ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'`] });
    expect(after.all('SELECT id, colour FROM things')).toEqual([{ id: 'a', colour: 'red' }]);
    expect(after.get('PRAGMA user_version')).toEqual({ user_version: 2 });
  });

  it('stays as it was where a step fails', () => {
    open().close();
    const failing = [FIRST, 'CREATE TABLE more (a); CREATE TABLE things (a)'];
    expect(() => open({ migrations: failing })).toThrow(/some\.db could not be used: .*already exists/);
    const db = new DatabaseSync(directory.path('some.db'));
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(db.prepare('SELECT name FROM sqlite_schema WHERE type = ?').all('table')).toEqual([{ name: 'things' }]);
    db.close();
  });
});
