import { acceptedOf } from '../escalation/spent.ts';
import type { Incident } from './incident.ts';
import type { PageAsk } from './work.ts';

/**
 * What the provider called our first message of this generation on this channel to this address, whoever was meant by
 * it: a team's place is one place. `undefined` where there was none, or the provider gave it no name.
 */
export const earlierOn = (
  { reached, generation }: Incident,
  { channel, to }: Pick<PageAsk, 'channel' | 'to'>,
): string | undefined =>
  Object.values(reached).find((way) => way.channel === channel && way.to === to && way.first?.generation === generation)
    ?.first?.ref;

/** Paging began anew since this channel was paged first, and this is the new ladder's first page on it. */
export const isAnew = (incident: Incident, { channel }: Pick<PageAsk, 'channel'>): boolean =>
  Object.values(incident.reached).some(
    (way) => way.channel === channel && way.since < (incident.ladder?.madeAt ?? Number.NEGATIVE_INFINITY),
  ) && acceptedOf(incident).every((page) => page.channel !== channel);
