import type { NodemailerError } from 'nodemailer/lib/errors';
import type { Delivery } from '../../core/escalation/delivery.ts';
import { inWords } from '../../wire/fault.ts';

/** To what the server replied, in words, by the command. */
const PARTS: readonly (readonly [command: RegExp, words: string])[] = [
  [/^AUTH/, 'the login'],
  [/^MAIL FROM/, 'the sender'],
  [/^RCPT TO/, 'the recipient'],
  [/^DATA/, 'the message'],
  [/^STARTTLS/, 'encryption'],
];

/** Wrong or insufficient credentials (RFC 4954 §4, §6); 530 is a login that is missing, 534 one that is too weak. */
const CREDENTIALS = new Set([530, 534, 535, 538]);
/** A bad sequence of commands: the session was in the wrong state, the next one need not be. */
const OUT_OF_STEP = 503;

/**
 * What became of a mail, by the reply that ended it (RFC 5321 §4.2.1): 4yz is worth another try, 5yz is not. Without a
 * reply it depends on how far it came (E5). A server's own words are never shown: they may repeat a secret (W7).
 */
export function ofReply(error: NodemailerError, begun: boolean): Delivery {
  const { responseCode: code, command = '', response } = error;
  if (code === undefined || code < 400 || code > 599) return withoutReply(error, begun);
  const part = PARTS.find(([start]) => start.test(command))?.[1] ?? 'the connection';
  const why = `${part} was refused: ${[code, enhanced(response)].filter(Boolean).join(' ')}`;
  if (CREDENTIALS.has(code)) return { is: 'permanent', why, credentials: true };
  if (code < 500 || code === OUT_OF_STEP) return { is: 'temporary', why };
  return { is: 'permanent', why };
}

/** Nothing was said: before the message itself went out nothing has been sent, after it nobody knows. */
export const ofSilence = (why: string, begun: boolean): Delivery =>
  begun ? { is: 'unknown', why } : { is: 'temporary', why };

/** What this side gave up on, by its codes; all of it before a byte of the message was sent. */
const NEVER: Readonly<Record<string, string>> = {
  EENVELOPE: 'no server takes such an address',
  EMESSAGE: 'the mail is longer than the server takes',
  EAUTH: 'the server knows no login that we know',
};

function withoutReply(error: NodemailerError, begun: boolean): Delivery {
  const { code = '', originalCode, response } = error;
  const never = begun || response ? undefined : NEVER[code];
  if (never !== undefined) return { is: 'permanent', why: never };
  return ofSilence(response ? STRANGE : inWords(CODES[code] ?? originalCode ?? code), begun);
}

const STRANGE = 'what answers does not speak SMTP';
/** Codes that say less than ours. */
const CODES: Readonly<Record<string, string>> = { ECONNECTION: 'ECONNRESET', EPROTOCOL: STRANGE };

/** RFC 3463: three numbers that say more than the code; digits only, whatever else a server writes. */
const enhanced = (response: unknown): string | undefined =>
  typeof response === 'string' ? /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined;
