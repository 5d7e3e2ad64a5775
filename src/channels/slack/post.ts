import * as z from 'zod';
import type { Delivery } from '../../core/escalation/delivery.ts';
import type { Message } from '../../core/message/message.ts';
import { failed } from './answer.ts';
import { type Api, ask } from './api.ts';
import { layout } from './blocks.ts';
import { whom } from './whom.ts';

const POSTED = z.object({ ok: z.literal(true), channel: z.string(), ts: z.string() });
const UPDATED = z.object({ ok: z.literal(true) });

/** Errors that a reply gets where its thread is gone, or its channel has none: the message is posted by itself. */
const NO_THREAD = new Set([
  'message_not_found',
  'thread_not_found',
  'cannot_reply_to_message',
  'restricted_action_non_threadable_channel',
]);

/** Where our first message is: its channel and its time stamp, which is its id there. */
interface Place {
  readonly channel: string;
  readonly ts: string;
}

/**
 * The first message of a thread is posted, later ones are replies to it; the first one is then changed so that its
 * headline and its buttons are what is true now. Whether the reply was posted is what counts: it says the same.
 */
export async function post(api: Api, message: Message): Promise<Delivery> {
  const first = placeOf(message.earlier);
  if (!first) return alone(api, message);
  const reply = { ...layout(message, true), channel: first.channel, thread_ts: first.ts };
  // A page is seen by all; news by those who follow.
  const { called, answer } = await ask(
    api,
    'chat.postMessage',
    { json: message.type === 'page' ? { ...reply, reply_broadcast: true } : reply },
    POSTED,
  );
  if (answer.is === 'refused' && NO_THREAD.has(answer.error)) return alone(api, message);
  if (answer.is !== 'ok') return failed(called, answer, api.now);
  await ask(api, 'chat.update', { json: { ...shownNow(message), channel: first.channel, ts: first.ts } }, UPDATED);
  return { is: 'accepted', ref: refOf(first) };
}

async function alone(api: Api, message: Message): Promise<Delivery> {
  const to = await whom(api, message.to ?? '');
  if ('failed' in to) return to.failed;
  const { called, answer } = await ask(
    api,
    'chat.postMessage',
    { json: { ...layout(message, true), channel: to.channel } },
    POSTED,
  );
  return answer.is === 'ok' ? { is: 'accepted', ref: refOf(answer.got) } : failed(called, answer, api.now);
}

/** An update has no unfurling to decide, and would otherwise look for names in the text. */
function shownNow(message: Message) {
  const { text, blocks } = layout(message, true);
  return { text, blocks, parse: 'none' };
}

const refOf = ({ channel, ts }: Place): string => `${channel}:${ts}`;

function placeOf(ref: string | undefined): Place | undefined {
  const [, channel, ts] = /^([A-Z0-9]+):([\d.]+)$/.exec(ref ?? '') ?? [];
  return channel !== undefined && ts !== undefined ? { channel, ts } : undefined;
}
