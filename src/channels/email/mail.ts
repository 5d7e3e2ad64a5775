import { createHash } from 'node:crypto';
import type { Message } from '../../core/message/message.ts';
import { HOUR } from '../../core/time/instant.ts';
import { partsOf } from '../parts.ts';
import { plainText } from '../plain-text.ts';
import { htmlMail } from './html.ts';

/** A whole mail as bytes, for whichever server takes it. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  /** Its Message-ID, without brackets. */
  readonly id: string;
  readonly raw: Buffer;
}

/**
 * Writes a message as a mail (RFC 5322): text and HTML, threaded with the earlier ones about the same incident, marked
 * as what no machine should answer (RFC 3834). Throws nothing for what a message holds.
 */
export async function mailOf(message: Message, from: string, to: string): Promise<Mail> {
  const { default: Composer } = await import('nodemailer/lib/mail-composer');
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const id = `${idOf(message)}@${domain}`;
  const root = `${hash(message.thread)}.thread@${domain}`;
  const parts = partsOf(message);
  const isUrgent = message.type === 'page' && (message.severity === 'P1' || message.severity === 'P2');
  const raw = await new Composer({
    from: { name: 'Tocsin', address: from },
    to: { name: '', address: to },
    subject: parts.subject,
    date: new Date(message.at),
    messageId: `<${id}>`,
    inReplyTo: `<${message.earlier ?? root}>`,
    // The root is nobody's: it makes one thread of messages whose first one has no name, or is not known.
    references: [`<${root}>`, ...(message.earlier === undefined ? [] : [`<${message.earlier}>`])],
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(isUrgent && { Importance: 'high', 'X-Priority': '1' }),
      ...(message.repeat && { 'Tocsin-Repeat': 'true' }),
    },
    text: plainText(parts),
    html: htmlMail(parts, message),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { from, to, id, raw };
}

/**
 * A repeat carries the Message-ID of what it repeats: a server that has that one shows no second. Only within the hour,
 * since an installation that begins anew counts its incidents from one, and its pages must not count as old ones.
 */
const idOf = ({ key, at }: Message): string => hash(`${key} ${Math.floor(at / HOUR)}`);

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
