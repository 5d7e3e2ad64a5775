import type { Incident } from '../../core/incident/incident.ts';
import { measuresOf } from '../../core/incident/measures.ts';
import type { Datum } from '../../core/metrics.ts';
import type { IncidentStore } from '../../core/ports.ts';

export interface WatchedIncidents {
  readonly incidents: IncidentStore;
  /** Resolves once all that was told so far is written, or given up. Never rejects. */
  settled(): Promise<void>;
}

/**
 * The same store, which tells `emit` what each successful write means for CloudWatch. Nobody waits for that on the way to a
 * page: a host that stops between calls waits for `settled` at the end. What could not be told goes to `onError`.
 */
export function watchedIncidents(
  store: IncidentStore,
  emit: (data: readonly Datum[]) => Promise<void>,
  onError: (where: string, error: unknown) => void,
): WatchedIncidents {
  /** The head of each group as it was read last: what a write comes after. */
  const known = new Map<string, Incident | null>();
  const underWay = new Set<Promise<void>>();
  const tell = (data: readonly Datum[]) => {
    if (data.length === 0) return;
    const telling: Promise<void> = emit(data)
      .catch((error: unknown) => onError('metrics', error))
      .finally(() => underWay.delete(telling));
    underWay.add(telling);
  };
  return {
    incidents: {
      head: async (group) => {
        const head = await store.head(group);
        known.set(group, head);
        return head;
      },
      write: async (incident, expected) => {
        const was = expected === 0 ? null : known.get(incident.group);
        const answer = await store.write(incident, expected);
        if (answer === 'conflict') return answer;
        known.set(incident.group, incident);
        // Of a head that nobody read here there is nothing to compare with.
        if (was !== undefined && (was?.version ?? 0) === expected) tell(measuresOf(was, incident));
        return answer;
      },
      file: (row) => store.file(row),
      rows: (incident) => store.rows(incident),
      archive: (incident) => store.archive(incident),
      archived: (id) => store.archived(id),
      heads: () => store.heads(),
      past: (limit) => store.past(limit),
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
