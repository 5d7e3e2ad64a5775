import type { Incident, Row } from '../../core/incident/incident.ts';
import type { IncidentStore } from '../../core/ports.ts';

/** Heads, rows and archive in memory; copies go in and out, so that nobody shares an object with the store. */
export class MemoryIncidents implements IncidentStore {
  #heads = new Map<string, Incident>();
  #rows = new Map<string, Row[]>();
  #archive = new Map<string, Incident>();

  async head(group: string): Promise<Incident | null> {
    return structuredClone(this.#heads.get(group) ?? null);
  }

  async write(incident: Incident, expected: number): Promise<'written' | 'conflict'> {
    if ((this.#heads.get(incident.group)?.version ?? 0) !== expected) return 'conflict';
    this.#heads.set(incident.group, structuredClone(incident));
    return 'written';
  }

  async file(row: Row): Promise<void> {
    const rows = this.#rows.get(row.incident) ?? [];
    if (rows.some((other) => other.version === row.version)) return;
    this.#rows.set(
      row.incident,
      [...rows, structuredClone(row)].sort((a, b) => a.version - b.version),
    );
  }

  async rows(incident: string): Promise<readonly Row[]> {
    return structuredClone(this.#rows.get(incident) ?? []);
  }

  async archive(incident: Incident): Promise<void> {
    this.#archive.set(incident.id, structuredClone(incident));
  }

  async archived(id: string): Promise<Incident | null> {
    return structuredClone(this.#archive.get(id) ?? null);
  }

  async heads(): Promise<readonly Incident[]> {
    const byGroup = [...this.#heads.values()].sort((a, b) => (a.group < b.group ? -1 : 1));
    return structuredClone(byGroup);
  }

  async past(limit: number): Promise<readonly Incident[]> {
    const newest = [...this.#archive.values()].sort(
      (a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || (a.id < b.id ? 1 : -1),
    );
    return structuredClone(newest.slice(0, limit));
  }
}
