import type { Concern, Finder } from './concern.ts';
import { channelFailing } from './concerns/channel-failing.ts';
import { drillOverdue } from './concerns/drill-overdue.ts';
import { incidentOverdue } from './concerns/incident-overdue.ts';
import { locationSilent } from './concerns/location-silent.ts';
import { metricsLost } from './concerns/metrics-lost.ts';
import { ownAlarm } from './concerns/own-alarm.ts';
import { unheardAlarm } from './concerns/unheard-alarm.ts';
import { unreachable } from './concerns/unreachable.ts';
import type { Facts } from './facts.ts';

/** In the order in which they are said: what keeps people from being paged comes first. */
const FINDERS: readonly Finder[] = [
  unreachable,
  incidentOverdue,
  locationSilent,
  unheardAlarm,
  channelFailing,
  ownAlarm,
  metricsLost,
  drillOverdue,
];

/** What a patrol makes of its facts. */
export interface Findings {
  readonly concerns: readonly Concern[];
  /** Everything could be asked: what is not among the concerns is over. */
  readonly complete: boolean;
}

/** All that is of concern now. Pure. */
export const find = (facts: Facts): Findings => ({
  concerns: FINDERS.flatMap((finder) => finder(facts)),
  complete: facts.failures.length === 0,
});
