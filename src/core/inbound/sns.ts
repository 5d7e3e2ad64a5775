import { fields, text } from './fields.ts';
import { type Reading, together, unreadable } from './reading.ts';

/** What an SNS envelope holds, or what is to be said where it holds no message. */
export type Opened = { readonly message: unknown } | { readonly reading: Reading };

/**
 * Opens the envelope of Amazon SNS; what comes without one stays as it is. A subscription is confirmed by a person:
 * we never fetch an address that somebody sends us.
 */
export function envelope(payload: unknown): Opened {
  const { Type: type, Message: message, TopicArn: topic, SubscribeURL: subscribe } = fields(payload);
  if (type === 'SubscriptionConfirmation') return { reading: confirmation(text(topic) ?? 'a topic', subscribe) };
  if (type === 'UnsubscribeConfirmation')
    return { reading: together([], [`${text(topic) ?? 'a topic'} no longer sends its notifications here`]) };
  if (type !== 'Notification') return { message: payload };
  try {
    return { message: JSON.parse(text(message) ?? '') };
  } catch {
    return {
      reading: unreadable(
        `'Message' of the SNS notification is not JSON: only notifications of CloudWatch alarms are read`,
      ),
    };
  }
}

/** Only Amazon's own addresses are shown: nobody should be led elsewhere by a message. */
const AMAZON = /^https:\/\/sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[\x21-\x7e]{1,1000}$/;

function confirmation(topic: string, subscribe: unknown): Reading {
  if (typeof subscribe !== 'string' || !AMAZON.test(subscribe))
    return unreadable(`'SubscribeURL' has to be an address of Amazon SNS: https://sns.REGION.amazonaws.com/…`);
  const arn = topic.replace(/[^\w:./-]/g, '?').slice(0, 256);
  return {
    ...together([]),
    notice: `Amazon SNS asks whether ${arn} may send alarms here. If it may, open this address yourself, Tocsin does not: ${subscribe}`,
  };
}
