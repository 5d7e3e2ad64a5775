import type { Context } from '../incident/event.ts';
import type { Incident } from '../incident/incident.ts';
import type { Sentence } from '../message/within.ts';
import { drilledIn } from './group.ts';
import { DRILL } from './report.ts';

/** `DRILL P1 shop: ada, please acknowledge`: the first word says that nothing is broken. */
export const drillTitle = (incident: Incident, { plan }: Context, text: string): string =>
  `DRILL ${incident.severity ?? ''} ${plan.name}: ${text}`.replace(/ {2,}/g, ' ');

export const drillRequest = (incident: Incident, { plan }: Context): string =>
  `${drilledIn(incident.group, plan) ?? 'whoever reads this'}, please acknowledge`;

/** A drill's page: that it is one, what is asked, who asked for it; and what real ones it stands for, if any (I4). */
export function drillWords(incident: Incident, others: string, context: Context): readonly Sentence[] {
  const by = Object.values(incident.failing).flatMap(({ reported }) => reported?.by ?? [])[0];
  return [
    { text: `${DRILL}. ${context.plan.name}: ${drillRequest(incident, context)}.`, rank: 0 },
    { text: others, rank: 0 },
    { text: by === undefined ? '' : `Started by ${by}.`, rank: 2 },
    { text: `A ${incident.severity} page would reach you like this.`, rank: 1 },
  ];
}
