import type { Incident, Row } from '../../core/incident/incident.ts';
import type { IncidentStore } from '../../core/ports.ts';
import { Archive } from './archive.ts';
import type { Table } from './table.ts';
import { KEPT_FOR } from './table-definition.ts';

/** The groups that ever had an incident: where all heads are found. */
const GROUPS = 'groups';
const ROW = 'row#';

const headOf = (group: string) => ({ of: `group#${group}`, as: 'head' });
const ownerOf = (incident: string) => `incident#${incident}`;

/** Heads, rows and archive in the table. A head is a partition of its own: a storm of incidents is no hot spot. */
export class TableIncidents implements IncidentStore {
  readonly #table: Table;
  readonly #archive: Archive;

  constructor(table: Table) {
    this.#table = table;
    this.#archive = new Archive(table);
  }

  async head(group: string): Promise<Incident | null> {
    return (await this.#table.read<Incident>(headOf(group)))?.value ?? null;
  }

  async write(incident: Incident, expected: number): Promise<'written' | 'conflict'> {
    const { group, version } = incident;
    // Before the head: a group without one is passed over, a head that nobody finds would be watched by nobody.
    if (expected === 0) await this.#table.put({ of: GROUPS, as: group }, { value: group });
    return this.#table.write(headOf(group), { value: incident, version }, expected);
  }

  async file(row: Row): Promise<void> {
    const as = `${ROW}${String(row.version).padStart(10, '0')}`;
    await this.#table.keep({ of: ownerOf(row.incident), as }, { value: row, expires: row.at + KEPT_FOR });
  }

  async rows(incident: string): Promise<readonly Row[]> {
    return this.#table.all<Row>(ownerOf(incident), ROW);
  }

  archive(incident: Incident): Promise<void> {
    return this.#archive.put(incident);
  }

  archived(id: string): Promise<Incident | null> {
    return this.#archive.get(id);
  }

  async heads(): Promise<readonly Incident[]> {
    const groups = await this.#table.all<string>(GROUPS);
    const heads = await this.#table.many<Incident>(groups.map(headOf));
    return heads.toSorted((a, b) => (a.group < b.group ? -1 : 1));
  }

  past(limit: number): Promise<readonly Incident[]> {
    return this.#archive.past(limit);
  }
}
