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
  const about = Object.entries({ page: key, thread, person }).map(([name, value]) => `${name}=${plain(value)}`);
  return `${publicUrl}/callbacks/${plain(channel)}/${kind}?${about.join('&')}${AGAIN}`;
}

/** Percent-encoded down to the characters that no server and no proxy writes in another way (RFC 3986, unreserved): the signature covers each. */
const plain = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
