import type { Incident, Row } from '../../core/incident/incident.ts';
import type { IncidentStore } from '../../core/ports.ts';
import type { Database } from './database.ts';

/** Heads, rows and archive in SQLite; a head is written by one conditional statement. */
export class SqliteIncidents implements IncidentStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async head(group: string): Promise<Incident | null> {
    return this.#db.record('SELECT json FROM heads WHERE grp = ?', group);
  }

  async write(incident: Incident, expected: number): Promise<'written' | 'conflict'> {
    const json = JSON.stringify(incident);
    const changed =
      expected === 0
        ? this.#db.run(
            'INSERT INTO heads (grp, version, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
            incident.group,
            incident.version,
            json,
          )
        : this.#db.run(
            'UPDATE heads SET version = ?, json = ? WHERE grp = ? AND version = ?',
            incident.version,
            json,
            incident.group,
            expected,
          );
    return changed === 1 ? 'written' : 'conflict';
  }

  async file(row: Row): Promise<void> {
    this.#db.run(
      'INSERT INTO rows (incident, version, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      row.incident,
      row.version,
      JSON.stringify(row),
    );
  }

  async rows(incident: string): Promise<readonly Row[]> {
    return this.#db.records('SELECT json FROM rows WHERE incident = ? ORDER BY version', incident);
  }

  async archive(incident: Incident): Promise<void> {
    this.#db.run(
      'INSERT INTO archive (id, ended, json) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET ended = excluded.ended, json = excluded.json',
      incident.id,
      incident.endedAt ?? 0,
      JSON.stringify(incident),
    );
  }

  async archived(id: string): Promise<Incident | null> {
    return this.#db.record('SELECT json FROM archive WHERE id = ?', id);
  }

  async heads(): Promise<readonly Incident[]> {
    return this.#db.records('SELECT json FROM heads ORDER BY grp');
  }

  async past(limit: number): Promise<readonly Incident[]> {
    return this.#db.records('SELECT json FROM archive ORDER BY ended DESC, id DESC LIMIT ?', limit);
  }
}
