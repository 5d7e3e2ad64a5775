import type { Message } from '../../core/message/message.ts';
import { plainLine } from '../../core/message/plain.ts';
import type { ChannelContext } from '../define.ts';
import type { Account } from './account.ts';
import type { Params } from './api.ts';
import { callbackUrl } from './callbacks.ts';
import { KEYS, keyed } from './keys.ts';
import { replyCode } from './reply-code.ts';

/** Twilio refuses more (21617). */
const MOST = 1_600;
/** Seconds that a page may wait in Twilio's queue; then it has failed, and the next way is tried. */
const VALID = '300';
/** What was left out of the words for it is in the link. */
const WORDS = 300;

/** The parameters of an SMS: the words, how to reply, the link of the first offer; the link is never cut. */
export function smsOf(message: Message, { from }: Pick<Account, 'from'>, context: ChannelContext): Params {
  const status = message.type === 'page' ? callbackUrl('status', message, context) : undefined;
  return {
    To: message.to ?? '',
    From: from,
    Body: bodyOf(message, context),
    ...(status !== undefined && { StatusCallback: status, ValidityPeriod: VALID }),
  };
}

function bodyOf(message: Message, { publicUrl }: ChannelContext): string {
  const link = message.offers.find(({ href }) => href !== undefined)?.href ?? message.link;
  const after = [publicUrl === undefined ? undefined : howToReply(message), link].filter((part) => part !== undefined);
  const tail = after.join(' ');
  const isMarked = !message.repeat || /^repeat/i.test(message.short);
  const words = plainLine(`${isMarked ? '' : 'Repeat: '}${message.short}`, WORDS);
  const room = MOST - tail.length - 1;
  // A link that takes up all the room is of more use than half the words.
  return `${words.length <= room ? words : plainLine(words, Math.max(1, Math.floor(room / 2)))} ${tail}`.trim();
}

/** `Reply 4KX7 to acknowledge, 6KX7 to escalate.` */
function howToReply({ offers, thread }: Message): string | undefined {
  const code = replyCode(thread);
  const asked = keyed(offers).map((action) => `${KEYS[action]}${code} to ${action}`);
  return asked.length === 0 ? undefined : `Reply ${asked.join(', ')}.`;
}
