import { acceptedOf } from '../escalation/spent.ts';
import type { Plan } from '../plan.ts';
import type { Incident, Reached, ReachedOn } from './incident.ts';
import type { PageAsk } from './work.ts';

/**
 * What the provider called our first message of this generation on this channel to this address, whoever was meant by
 * it: a team's place is one place. `undefined` where there was none, or the provider gave it no name.
 */
export const earlierOn = (
  { reached, generation }: Incident,
  { channel, to }: Pick<PageAsk, 'channel' | 'to'>,
): string | undefined =>
  everyWay(reached).find((way) => way.channel === channel && way.to === to && way.first?.generation === generation)
    ?.first?.ref;

const everyWay = (reached: Incident['reached']): readonly ReachedOn[] => Object.values(reached).flatMap(waysOf);

function waysOf(reached: Reached | undefined): readonly ReachedOn[] {
  if (!reached) return [];
  const { also = [], ...last } = reached;
  return [last, ...also];
}

/** The way that reaches somebody from now on, with those before it that have to be kept up to date (C2). */
export function reachedNow(before: Reached | undefined, way: ReachedOn, plan: Plan): Reached {
  const kept = waysOf(before).filter((other) => !isSameWay(other, way) && keeps(plan, other));
  return kept.length > 0 ? { ...way, also: kept } : way;
}

/** A page may have arrived on a further way of somebody who was reached: where its provider keeps it, it hears of the end. */
export function perhapsAlso(before: Reached, way: ReachedOn, plan: Plan): Reached {
  const known = waysOf(before).some((other) => isSameWay(other, way));
  return known || !keeps(plan, way) ? before : { ...before, also: [...(before.also ?? []), way] };
}

const isSameWay = (a: ReachedOn, b: ReachedOn): boolean => a.channel === b.channel && a.to === b.to;
const keeps = (plan: Plan, { channel }: ReachedOn): boolean => plan.channels[channel]?.can.keeps === true;

/** Paging began anew since this channel was paged first, and this is the new ladder's first page on it. */
export const isAnew = (incident: Incident, { channel }: Pick<PageAsk, 'channel'>): boolean =>
  everyWay(incident.reached).some(
    (way) => way.channel === channel && way.since < (incident.ladder?.madeAt ?? Number.NEGATIVE_INFINITY),
  ) && acceptedOf(incident).every((page) => page.channel !== channel);
