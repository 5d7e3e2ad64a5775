import type { Offer } from '../../core/message/message.ts';

/**
 * The keys of the phone, and what a reply begins with. Not 1: voicemail and call screening ask for it by themselves.
 * Approvals have none, and get none (G1).
 */
export const KEYS = { acknowledge: '4', escalate: '6' } as const;
export type KeyAction = keyof typeof KEYS;

/** Those of a message's offers that a key answers. */
export const keyed = (offers: readonly Offer[]): readonly KeyAction[] =>
  offers.flatMap(({ action }) => (action in KEYS ? [action as KeyAction] : []));

/** What a key means; `undefined`: nothing. */
export const actionOf = (key: string): KeyAction | undefined =>
  (Object.keys(KEYS) as KeyAction[]).find((action) => KEYS[action] === key);
