import { composeTell } from '../src/core/message/compose.ts';
import type { AnswerLinks, RunId, Sender } from '../src/core/ports.ts';
import { signedOffers } from './offers.ts';
import { claim, onward, record, type WorkInput, type WorkPorts } from './work.ts';

const LEASE = 45_000;

/** News for those already paged, on the channel that reached them (C2). */
export const tell =
  (ports: WorkPorts & { readonly sender: Sender; readonly links: AnswerLinks }) =>
  async (input: WorkInput): Promise<RunId> => {
    for (const key of input.keys) {
      const claimed = await claim(ports, input, key, LEASE);
      if (claimed?.due.kind !== 'tell' || !claimed.at.incident) continue;
      const { ask } = claimed.due;
      const { incident, context } = claimed.at;
      const news = incident.news.find((n) => n.n === ask.news);
      if (!news) continue;
      const offers = await signedOffers(ports.links, claimed.at, ask, key);
      const message = composeTell(incident, ask, news, key, context, offers);
      await record(ports, input, 'tell', key, await ports.sender.send(ask.channel, message));
    }
    return onward(input);
  };
