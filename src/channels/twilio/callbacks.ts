import type { Message } from '../../core/message/message.ts';
import type { ChannelContext } from '../define.ts';

/** Twilio tries again where we do not answer, or with an error: three times, within its 15 s for all of them. */
export const AGAIN = '#rc=3&rp=all';

/** What Twilio calls us back about, by the last part of the address. */
export type CallbackKind = 'keypad' | 'status';

/**
 * Where Twilio reports what became of a call or an SMS, or which key was pressed: the page that it is about stands in
 * the address, which its signature covers. `undefined` without a public address.
 */
export function callbackUrl(
  kind: CallbackKind,
  { key, thread, person }: Pick<Message, 'key' | 'thread' | 'person'>,
  { publicUrl, channel }: Pick<ChannelContext, 'publicUrl' | 'channel'>,
): string | undefined {
  if (publicUrl === undefined) return undefined;
  const about = Object.entries({ page: key, thread, person }).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${publicUrl}/callbacks/${encodeURIComponent(channel)}/${kind}?${about.join('&')}${AGAIN}`;
}
