import type { Incident, Row } from '../../core/incident/incident.ts';
import type { IncidentStore } from '../../core/ports.ts';
import type { Head } from '../checker/history.ts';

/** The store of incidents with a witness: every head that was really written is written down, as it was written. */
export class WitnessedIncidents implements IncidentStore {
  readonly commits: { readonly at: number; readonly head: Head }[] = [];
  readonly filed: Row[] = [];
  readonly ended = new Set<string>();
  /** The newest head of each group. */
  readonly newest = new Map<string, Incident>();
  readonly #store: IncidentStore;
  readonly #now: () => number;
  readonly #travels: () => Promise<void> | undefined;

  /** `travels`: what a call takes on its way there or back; nothing where it is undefined. */
  constructor(store: IncidentStore, now: () => number, travels: () => Promise<void> | undefined) {
    this.#store = store;
    this.#now = now;
    this.#travels = travels;
  }

  async write(incident: Incident, expected: number): Promise<'written' | 'conflict'> {
    await this.#travels();
    const wrote = await this.#store.write(incident, expected);
    if (wrote === 'conflict') return wrote;
    const head = (await this.#store.head(incident.group))!;
    this.commits.push({ at: this.#now(), head });
    this.newest.set(head.group, head);
    return wrote;
  }

  async file(row: Row): Promise<void> {
    await this.#store.file(row);
    this.filed.push(row);
  }

  async archive(incident: Incident): Promise<void> {
    await this.#store.archive(incident);
    this.ended.add(incident.id);
  }

  /** What was read may be old by the time it arrives: then its write conflicts. */
  async head(group: string): Promise<Incident | null> {
    const head = await this.#store.head(group);
    await this.#travels();
    return head;
  }

  rows = (incident: string) => this.#store.rows(incident);
  archived = (id: string) => this.#store.archived(id);
  heads = () => this.#store.heads();
  past = (limit: number) => this.#store.past(limit);
}
