import { createHash } from 'node:crypto';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Message } from '../../core/message/message.ts';
import { cut } from '../cut.ts';
import { oneLine } from '../escape.ts';
import { partsOf } from '../parts.ts';
import { plainText } from '../plain-text.ts';
import { attributes } from './publish.ts';

/** Fewer than 100 characters (Publish, "Subject"). */
const SUBJECT = 99;
/** Of message and attributes together, in bytes; the attributes need their share (Publish, "Message"). */
const MESSAGE = 262_144 - 4_096;

/** A message for a topic: text that a person can read, and attributes that subscriptions can be filtered by. */
export function topicMessage(message: Message, topic: string): PublishCommandInput {
  // Signed links are their reader's: a topic is everybody's who subscribes.
  const parts = partsOf({ ...message, offers: [] });
  return {
    TopicArn: topic,
    Subject: subject(parts.subject),
    Message: cut(plainText(parts), MESSAGE, MESSAGE),
    MessageAttributes: attributes({
      type: message.type,
      severity: message.severity ?? undefined,
      incident: cut(oneLine(message.incident), 256),
      repeat: message.repeat ? 'true' : undefined,
    }),
    ...(topic.endsWith('.fifo') && {
      MessageGroupId: hash(message.thread),
      // Of the message, not of its incident: an end within five minutes is no double of the page.
      MessageDeduplicationId: hash(message.key),
    }),
  };
}

/** ASCII on one line, which begins with a letter, a digit or a punctuation mark. */
function subject(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trim();
  return ascii.slice(0, SUBJECT).trim() || 'Tocsin';
}

/** Whatever an incident is called: letters and digits of a length that SNS takes. */
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
