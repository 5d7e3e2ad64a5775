import { isDrillGroup } from '../core/drill/group.ts';
import type { Delivery } from '../core/escalation/delivery.ts';
import type { Message } from '../core/message/message.ts';
import type { Clock, Sender } from '../core/ports.ts';
import { type Instant, MINUTE } from '../core/time/instant.ts';

export interface Copies {
  readonly clock: Clock;
  /** Sends a copy to everyone who follows messages of this severity. */
  readonly copy: (message: Message) => Promise<Delivery>;
  /** Hears of copies that were not taken: nobody is paged by them. */
  readonly onError: (where: string, error: unknown) => void;
}

/** What several people are told at the same time is one copy. */
const TOGETHER = MINUTE;

/**
 * The same sender, of whose pages and ends a copy is always sent, whatever became of them. Nobody waits for a copy on the
 * way to a page: a host that stops between calls waits for `settled` at the end. News in between is for those paged, and a drill
 * for whoever is drilled.
 */
export function withCopies(
  sender: Sender,
  { clock, copy, onError }: Copies,
): { readonly sender: Sender; readonly settled: () => Promise<void> } {
  const sent = new Map<string, Instant>();
  const underWay = new Set<Promise<void>>();
  const isNew = ({ thread, type, title }: Message): boolean => {
    const now = clock.now();
    for (const [what, at] of sent) if (now - at >= TOGETHER) sent.delete(what);
    const what = JSON.stringify([thread, type, title]);
    if (sent.has(what)) return false;
    sent.set(what, now);
    return true;
  };
  const follow = (message: Message) => {
    if (message.type === 'update' || message.severity === null || isDrillGroup(message.incident)) return;
    if (!isNew(message)) return;
    const copying: Promise<void> = copy(message)
      .then((delivery) => {
        if (delivery.is !== 'accepted') onError('copy', new Error(`it was not taken: ${delivery.why}`));
      })
      .catch((error: unknown) => onError('copy', error))
      .finally(() => underWay.delete(copying));
    underWay.add(copying);
  };
  return {
    sender: {
      send: async (channel, message) => {
        const delivery = await sender.send(channel, message);
        follow(message);
        return delivery;
      },
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
