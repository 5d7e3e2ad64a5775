import type { Incident, Row } from '../../core/incident/incident.ts';
import type { IncidentStore } from '../../core/ports.ts';
import { kept } from './kept.ts';

/** Heads, rows and archive in memory; what is kept is frozen, so that nobody changes what the store knows. */
export class MemoryIncidents implements IncidentStore {
  readonly #keep: typeof kept;
  #heads = new Map<string, Incident>();
  #rows = new Map<string, Row[]>();
  #archive = new Map<string, Incident>();

  constructor(keep: typeof kept = kept) {
    this.#keep = keep;
  }

  async head(group: string): Promise<Incident | null> {
    return this.#heads.get(group) ?? null;
  }

  async write(incident: Incident, expected: number): Promise<'written' | 'conflict'> {
    if ((this.#heads.get(incident.group)?.version ?? 0) !== expected) return 'conflict';
    this.#heads.set(incident.group, this.#keep(incident));
    return 'written';
  }

  async file(row: Row): Promise<void> {
    const rows = this.#rows.get(row.incident) ?? [];
    if (rows.some((other) => other.version === row.version)) return;
    rows.push(this.#keep(row));
    this.#rows.set(row.incident, rows);
  }

  async rows(incident: string): Promise<readonly Row[]> {
    return [...(this.#rows.get(incident) ?? [])].sort((a, b) => a.version - b.version);
  }

  async archive(incident: Incident): Promise<void> {
    this.#archive.set(incident.id, this.#keep(incident));
  }

  async archived(id: string): Promise<Incident | null> {
    return this.#archive.get(id) ?? null;
  }

  async heads(): Promise<readonly Incident[]> {
    return [...this.#heads.values()].sort((a, b) => (a.group < b.group ? -1 : 1));
  }

  async past(limit: number): Promise<readonly Incident[]> {
    const newest = [...this.#archive.values()].sort(
      (a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || (a.id < b.id ? 1 : -1),
    );
    return newest.slice(0, limit);
  }
}
