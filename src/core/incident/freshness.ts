import { isBad } from '../check/look.ts';
import type { MonitorPlan } from '../plan.ts';
import { SECOND } from '../time/instant.ts';
import type { Context } from './event.ts';
import type { Sight } from './failure.ts';
import type { Incident } from './incident.ts';

/** A look older than this many ms says nothing of now: a slot was missed, and the next one is late. */
export const staleAfter = ({ interval, timeout }: MonitorPlan): number => 2 * interval + timeout + 10 * SECOND;

/**
 * What locations say of a monitor by now. A bad look that is old, or that its location could not repeat, confirms nothing:
 * a location that is cut off has no voice in what breaks after that (I1, I3, rule 7).
 */
export function spoken(incident: Incident, monitor: MonitorPlan, { now }: Context): Readonly<Record<string, Sight>> {
  const sights = incident.sights[monitor.name] ?? {};
  const isVoid = ({ verdict, blank, at }: Sight) => isBad(verdict) && (blank || now - at > staleAfter(monitor));
  if (!Object.values(sights).some(isVoid)) return sights;
  return Object.fromEntries(Object.entries(sights).filter(([, sight]) => !isVoid(sight)));
}
