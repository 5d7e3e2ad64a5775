import type { Delivery } from '../../core/escalation/delivery.ts';
import type { Message } from '../../core/message/message.ts';

/** What a search for an incident's open ticket gives: its name, none, or why there is no telling. */
export type Found =
  | { readonly is: 'found'; readonly ref: string }
  | { readonly is: 'none' }
  | Exclude<Delivery, { is: 'accepted' }>;

/** A delivery that says as well whether the ticket it was meant for is gone. */
export type Done = Delivery & { readonly gone?: true };

/** A system of tickets, as far as an incident needs it. Each is one step; none throws for what the provider does. */
export interface Tickets {
  /** The open ticket of the message's incident. */
  find(): Promise<Found>;
  /** A new one; its `ref` is the ticket's name. */
  create(): Promise<Delivery>;
  comment(ref: string): Promise<Done>;
  /** Nothing changes where it is closed already. */
  close(ref: string): Promise<Done>;
}

/**
 * One ticket per incident: news are comments, the end closes it. No provider drops doubles, so a ticket whose name is
 * not known is looked for before another is made: an earlier try may have arrived (E5).
 */
export async function tell(message: Message, tickets: Tickets): Promise<Delivery> {
  const isEnd = message.type === 'resolved';
  if (message.earlier !== undefined) return known(message.earlier, isEnd, tickets);
  const found = await tickets.find();
  switch (found.is) {
    case 'found':
      return known(found.ref, isEnd, tickets);
    case 'none':
      // Of an end nobody has to be told who never heard of the beginning.
      return isEnd ? { is: 'accepted' } : tickets.create();
    case 'permanent':
      // Rather a second ticket than none; without credentials there is none either.
      return isEnd || found.credentials ? found : tickets.create();
    default:
      return unchanged(found);
  }
}

async function known(ref: string, isEnd: boolean, tickets: Tickets): Promise<Delivery> {
  if (!isEnd) {
    const { gone, ...said } = await tickets.comment(ref);
    return gone ? tickets.create() : withRef(said, ref);
  }
  // The end first: it can be repeated without a trace, a comment cannot.
  const { gone: _, ...closed } = await tickets.close(ref);
  if (closed.is !== 'accepted') return closed;
  const { gone: __, ...said } = await tickets.comment(ref);
  // It is closed: that some words are missing is no reason to say that nobody was told.
  return said.is === 'permanent' ? withRef(closed, ref) : withRef(said, ref);
}

const withRef = (said: Delivery, ref: string): Delivery => (said.is === 'accepted' ? { is: 'accepted', ref } : said);

/** A question that got no answer has changed nothing. */
const unchanged = (found: Extract<Found, { is: 'temporary' | 'unknown' }>): Delivery =>
  found.is === 'temporary' ? found : { is: 'temporary', why: found.why };
