import type { Transacted } from '../src/core/incident/transact.ts';
import type { Offer } from '../src/core/message/message.ts';
import { offersOf } from '../src/core/message/offers.ts';
import type { AnswerLinks } from '../src/core/ports.ts';

/** What a message offers its reader, with signed links. A link that cannot be signed holds no message back: it goes without. */
export async function signedOffers(
  links: AnswerLinks,
  { incident, context }: Transacted,
  person: string,
  message: string,
): Promise<readonly Offer[]> {
  if (!incident) return [];
  const { id, generation } = incident;
  return Promise.all(
    offersOf(incident, person, context).map(async ({ until, ...offer }) => {
      const { label: _, ...what } = offer;
      const ask = { incident: id, generation, person, message, ...what, ...(until !== undefined && { until }) };
      const href = await links.sign(ask).catch(() => undefined);
      return href === undefined ? offer : { ...offer, href };
    }),
  );
}
