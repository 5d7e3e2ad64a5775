import * as z from 'zod';
import type { Delivery } from '../core/escalation/delivery.ts';
import { DAY, inWords, SECOND } from '../core/time/instant.ts';
import type { Called, Head } from '../wire/call.ts';

/** Asked to come back, or in trouble for now; everything else outside 2xx is definite. */
const TEMPORARY = new Set([408, 425, 429]);

/** What became of a call, as a page sees it (E5). A status decides, whether or not the body that follows it arrives. */
export function deliveryOf(called: Called, now: number): Delivery {
  if (called.is === 'invalid') return { is: 'permanent', why: called.why };
  if (called.is === 'not sent') return { is: 'temporary', why: called.why };
  if (called.is === 'answered') return judged(called, called.body, now);
  return called.head ? judged(called.head, '', now) : { is: 'unknown', why: called.why };
}

function judged({ status, headers }: Head, body: string, now: number): Delivery {
  if (status >= 200 && status < 300) return accepted(refIn(body, headers));
  if (status === 401) return { is: 'permanent', why: 'answered 401: the credentials are refused', credentials: true };
  if (!TEMPORARY.has(status) && status < 500) return { is: 'permanent', why: `answered ${status}` };
  const wait = retryAfter(headers['retry-after'], now);
  if (wait === undefined) return { is: 'temporary', why: `answered ${status}` };
  return { is: 'temporary', why: `answered ${status}, again in ${inWords(wait)}`, retryAt: now + wait };
}

const accepted = (ref: string | undefined): Delivery => ({ is: 'accepted', ...(ref !== undefined && { ref }) });

/** What the provider calls the message: the `id` of a JSON answer, or a header. Only what looks like an id is kept. */
function refIn(body: string, headers: Head['headers']): string | undefined {
  const ids = [idIn(body), headers['x-message-id'], headers['x-request-id']];
  return ids.find((id) => id !== undefined && /^[\w.:@-]{1,64}$/.test(id));
}

function idIn(body: string): string | undefined {
  try {
    const parsed = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(JSON.parse(body));
    return parsed.success ? String(parsed.data.id) : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 9110 §10.2.3: seconds or a date; never less than a second, nor so long that it is no moment any more. */
function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const wait = /^\d+$/.test(value.trim()) ? Number(value) * SECOND : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(DAY, Math.max(SECOND, wait));
}
