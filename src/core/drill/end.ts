import type { Incident } from '../incident/incident.ts';
import type { Stage } from '../incident/stage.ts';
import { type Instant, inWords, MINUTE } from '../time/instant.ts';
import { isDrill } from './group.ts';

/** Whoever has not answered by then would not have come: the drill is over, and nobody else is paged. */
export const ANSWER_WITHIN = 10 * MINUTE;

/** When a drill ends unanswered; `undefined` of what is none. */
export const drillEnds = (incident: Incident): Instant | undefined =>
  isDrill(incident) && incident.phase === 'open' && incident.openedAt !== null && incident.recoveredAt === null
    ? incident.openedAt + ANSWER_WITHIN
    : undefined;

/** A drill is over once somebody acknowledges it, or its time is. */
export const endDrill: Stage = (incident, context, say) => {
  const ends = drillEnds(incident);
  if (ends === undefined || incident.openedAt === null) return incident;
  const { attention } = incident;
  if (attention.is === 'acknowledged')
    say('answer', `the drill was answered by ${attention.by} after ${inWords(attention.at - incident.openedAt)}`);
  else if (ends <= context.now) say('answer', `nobody answered the drill within ${inWords(ANSWER_WITHIN)}`);
  else return incident;
  return { ...incident, failing: {} };
};
