import type { Incident } from '../incident/incident.ts';
import type { Plan } from '../plan.ts';
import type { Severity } from '../severity/severity.ts';
import { DAY, type Instant } from '../time/instant.ts';
import { drilledIn, isDrill } from './group.ts';

/** After so long without an answered drill somebody is due for one. */
export const DUE_AFTER = 30 * DAY;

/** What a drill measured. Milliseconds count from its opening. */
export interface DrillResult {
  readonly incident: string;
  readonly person: string;
  readonly severity: Severity;
  readonly at: Instant;
  readonly isOver: boolean;
  /** Until the first channel accepted the page; absent where none did. */
  readonly acceptedAfter?: number;
  /** The channel that accepted it first. */
  readonly channel?: string;
  /** Until it was acknowledged; absent where nobody did. */
  readonly answeredAfter?: number;
  /** Who answered: somebody else's answer proves nothing of the one who was drilled. */
  readonly answeredBy?: string;
}

/** What came of a drill, read from its incident; `undefined` of any other incident, and of one that was never opened. */
export function drillResult(incident: Incident, plan: Pick<Plan, 'policy'>): DrillResult | undefined {
  const person = drilledIn(incident.group, plan);
  const { openedAt, attention } = incident;
  const severity = incident.peak ?? incident.severity;
  if (!isDrill(incident) || person === undefined || openedAt === null || severity === null) return undefined;
  const [first] = Object.values(incident.effects)
    .flatMap((e) => (e.kind === 'page' && e.state.is === 'done' && e.state.got.is === 'accepted' ? [e] : []))
    .map(({ ask, state }) => ({ channel: ask.channel, at: state.is === 'done' ? state.at : openedAt }))
    .sort((a, b) => a.at - b.at);
  return {
    incident: incident.id,
    person,
    severity,
    at: openedAt,
    isOver: incident.recoveredAt !== null || incident.endedAt !== null,
    ...(first && { acceptedAfter: first.at - openedAt, channel: first.channel }),
    ...(attention.is === 'acknowledged' && { answeredAfter: attention.at - openedAt, answeredBy: attention.by }),
  };
}

/** True of a drill that its own person answered. */
export const isAnswered = ({ person, answeredBy }: DrillResult): boolean => answeredBy === person;
