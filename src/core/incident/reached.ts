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
