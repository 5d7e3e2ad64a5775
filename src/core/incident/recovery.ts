import { goodEverywhere, goodRounds } from '../check/standing.ts';
import { locationsOf, type MonitorPlan } from '../plan.ts';
import type { Context } from './event.ts';
import type { Failure } from './failure.ts';
import type { Incident } from './incident.ts';

/** After this many relapses recovery has to last longer (C1). */
export const FLAPPING = 3;

/** Good rounds in a row that a failing monitor needs: three times as many once it flaps (C1). */
export const roundsNeeded = ({ flaps }: Incident, { recover }: MonitorPlan): number =>
  recover * (flaps >= FLAPPING ? 3 : 1);

/** Good rounds in a row of a failing monitor: by a majority, or everywhere where only a minority saw it fail (C1, I3). */
export function roundsGood(incident: Incident, name: string, { certainty }: Failure, { plan }: Context): number {
  const [sights, locations] = [incident.sights[name], locationsOf(plan, name)];
  return certainty === 'partial' ? goodEverywhere(sights, locations) : goodRounds(sights, locations);
}
