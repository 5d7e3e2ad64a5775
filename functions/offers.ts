import type { Transacted } from '../src/core/incident/transact.ts';
import type { PageAsk } from '../src/core/incident/work.ts';
import type { Offer } from '../src/core/message/message.ts';
import { offersOf } from '../src/core/message/offers.ts';
import type { AnswerLinks } from '../src/core/ports.ts';

/** Needs consent by a means that only its reader can use (G1). */
const CONSENT: readonly Offer['action'][] = ['approve', 'refuse'];

/**
 * What a message offers its reader, with signed links; no approval where the channel is not safe enough for one (G1). A
 * link that cannot be signed holds no message back: it goes without.
 */
export async function signedOffers(
  links: AnswerLinks,
  { incident, context }: Transacted,
  { person, channel }: Pick<PageAsk, 'person' | 'channel'>,
  message: string,
): Promise<readonly Offer[]> {
  if (!incident) return [];
  const { id, generation } = incident;
  const isSafe = context.plan.channels[channel]?.can.approve !== false;
  const offers = offersOf(incident, person, context).filter(({ action }) => isSafe || !CONSENT.includes(action));
  return Promise.all(
    offers.map(async ({ until, ...offer }) => {
      const { label: _, ...what } = offer;
      const ask = { incident: id, generation, person, message, ...what, ...(until !== undefined && { until }) };
      const href = await links.sign(ask).catch(() => undefined);
      return href === undefined ? offer : { ...offer, href };
    }),
  );
}
