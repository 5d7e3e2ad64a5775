import type { Incident } from '../incident/incident.ts';
import { applyKey, effect } from './due-remedies.ts';
import type { Grounds } from './remedy.ts';

/** What the use of a remedy in an incident is for: one key for all of its steps, so that it is used once (G3, G5). */
export function groundsOf(incident: Incident, remedy: string, monitor: string | undefined): Grounds {
  const begun = effect(incident, 'apply', remedy)?.state;
  return {
    incident: incident.id,
    key: `${incident.id}/${applyKey(incident, remedy)}`,
    failedAt: incident.failing[monitor ?? '']?.since ?? incident.openedAt ?? incident.suspectedAt,
    ...(begun && { appliedAt: begun.is === 'done' ? begun.since : begun.at }),
    ...(begun?.is === 'done' && begun.got.is === 'applied' && begun.got.ref !== undefined && { ref: begun.got.ref }),
  };
}
