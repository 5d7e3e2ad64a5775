import * as z from 'zod';
import type { Delivery } from '../../core/escalation/delivery.ts';
import type { Message } from '../../core/message/message.ts';
import { cut } from '../cut.ts';
import { oneLine } from '../escape.ts';
import { partsOf } from '../parts.ts';
import { plainText } from '../plain-text.ts';
import { type Answer, type Api, bodyOf } from '../ticket/api.ts';

/** Limits of an alert's fields (JSM Operations, "Create alert"). */
const MESSAGE = 130;
const ALIAS = 512;
const DESCRIPTION = 15_000;
const NOTE = 25_000;

const ACCEPTED = z.object({ requestId: z.string().regex(/^[\w.:-]{1,64}$/) });
const PROCESSED = z.object({ data: z.object({ success: z.boolean() }) });
/** How often it is asked whether a request has been processed; each takes a round trip. */
const LOOKS = 5;

/**
 * Says a message by an alert whose alias is the incident: JSM drops doubles of an open alert, notes go to it, the end
 * closes it. All of it is done later than it is answered (202).
 */
export async function say(api: Api, message: Message): Promise<Delivery> {
  const parts = partsOf(message);
  const text = plainText(parts);
  const alias = cut(oneLine(message.thread), ALIAS);
  const at = (action: string) => `/alerts/${encodeURIComponent(alias)}/${action}?identifierType=alias`;
  const note = { source: SOURCE, note: cut(text, NOTE) };
  switch (message.type) {
    case 'resolved':
      return named(await api.ask('POST', at('close'), note));
    case 'update':
      return named(await api.ask('POST', at('notes'), note));
    default: {
      // An alert that is acknowledged rings no more, however often it is created: another one has to.
      const freed = message.anew ? await closed(api, at('close')) : undefined;
      if (freed) return freed;
      return named(
        await api.ask('POST', '/alerts', {
          message: cut(parts.subject || message.incident, MESSAGE),
          alias,
          description: cut(text, DESCRIPTION),
          priority: message.severity ?? 'P3',
          source: SOURCE,
          ...(parts.link !== undefined && { details: { link: parts.link } }),
        }),
      );
    }
  }
}

const SOURCE = 'Tocsin';

/**
 * Closes the alert and waits until that is done: an alert made before it would be taken for a double, and closed with
 * it. `undefined` once it is; until then nothing was sent.
 */
async function closed(api: Api, path: string): Promise<Delivery | undefined> {
  const answer = await api.ask('POST', path, { source: SOURCE, note: 'Paging began anew: another alert follows.' });
  const request = bodyOf(answer, ACCEPTED)?.requestId;
  for (let look = 0; request !== undefined && look < LOOKS; look++)
    if (bodyOf(await api.ask('GET', `/alerts/requests/${encodeURIComponent(request)}`), PROCESSED)) return undefined;
  if (answer.delivery.is === 'permanent' || answer.delivery.is === 'temporary') return answer.delivery;
  return { is: 'temporary', why: 'the alert before is not closed yet' };
}

/** The name of the request, by which JSM's support finds it. */
function named(answer: Answer): Delivery {
  const { gone: _, ...delivery } = answer.delivery;
  const request = bodyOf(answer, ACCEPTED)?.requestId;
  return delivery.is === 'accepted' ? { is: 'accepted', ...(request !== undefined && { ref: request }) } : delivery;
}
