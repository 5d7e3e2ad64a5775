import type { Incident } from '../../core/incident/incident.ts';
import type { Key, Table } from './table.ts';
import { KEPT_FOR } from './table-definition.ts';

/** Where ended incidents are listed by their end. */
const LIST = 'archive';
/** Incidents read at once: the most of one batch. */
const AT_ONCE = 100;

const keyOf = (id: string): Key => ({ of: `incident#${id}`, as: 'archive' });

/** Digits of one length, so that text sorts as time does. */
const listedAs = ({ id, endedAt }: Incident): string => `${String(endedAt ?? 0).padStart(15, '0')}#${id}`;

/**
 * Ended incidents: the record under its id, and an entry that lists it by its end. An entry counts only where the record
 * still ended then, so that neither a crash between the two writes nor a second end shows one twice, or one that is not.
 */
export class Archive {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async put(incident: Incident): Promise<void> {
    const key = keyOf(incident.id);
    const before = await this.#table.read<Incident>(key);
    const entry = listedAs(incident);
    const expires = (incident.endedAt ?? 0) + KEPT_FOR;
    // The entry first: what is archived is listed.
    await this.#table.put({ of: LIST, as: entry }, { value: incident.id, expires });
    await this.#table.put(key, { value: incident, expires });
    const old = before && listedAs(before.value);
    if (old !== undefined && old !== entry) await this.#table.remove({ of: LIST, as: old });
  }

  async get(id: string): Promise<Incident | null> {
    return (await this.#table.read<Incident>(keyOf(id)))?.value ?? null;
  }

  /** The newest `limit`, newest first. */
  async past(limit: number): Promise<readonly Incident[]> {
    const found: Incident[] = [];
    let entries: { readonly as: string; readonly value: string }[] = [];
    for await (const entry of this.#table.list<string>(LIST, { newestFirst: true })) {
      if (found.length >= limit) break;
      entries.push(entry);
      if (found.length + entries.length < limit && entries.length < AT_ONCE) continue;
      found.push(...(await this.#ofEntries(entries)));
      entries = [];
    }
    found.push(...(await this.#ofEntries(entries)));
    return found.slice(0, limit);
  }

  async #ofEntries(entries: readonly { readonly as: string; readonly value: string }[]): Promise<readonly Incident[]> {
    const ids = [...new Set(entries.map(({ value }) => value))];
    const records = await this.#table.many<Incident>(ids.map(keyOf));
    const byEntry = new Map(records.map((record) => [listedAs(record), record]));
    return entries.flatMap(({ as }) => byEntry.get(as) ?? []);
  }
}
