import type { Instant } from '../time/instant.ts';
import type { Message } from './message.ts';

export interface TrialAsk {
  /** The watched system's name. */
  readonly name: string;
  readonly channel: string;
  readonly person: string;
  readonly to?: string;
  /** Makes it another message than every earlier trial. */
  readonly id: string;
  readonly at: Instant;
}

const WORDS = 'Test of Tocsin, nothing is broken';

/**
 * A message that only proves that the channel works: labelled in every form. `page` is how a page would arrive; where
 * that leaves something open at the provider (an alert, a ticket), `resolved` of the same thread closes it.
 */
export function trialMessage(type: 'page' | 'resolved', { name, channel, person, to, id, at }: TrialAsk): Message {
  const isEnd = type === 'resolved';
  const text = isEnd
    ? `${WORDS}: ${name} ends its test of ${channel}.`
    : `${WORDS}: ${name} can reach ${person} on ${channel}. No answer is needed.`;
  return {
    key: `test-${id}/${type}`,
    thread: `test-${id}`,
    type,
    incident: `test-${id}`,
    severity: null,
    title: `TEST ${name}: ${isEnd ? 'over' : 'nothing is broken'}`,
    text,
    summary: text,
    short: text,
    spoken: text,
    details: [],
    offers: [],
    person,
    ...(to !== undefined && { to }),
    repeat: false,
    at,
  };
}
