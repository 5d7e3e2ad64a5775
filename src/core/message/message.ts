import type { Severity } from '../severity/severity.ts';
import type { Instant } from '../time/instant.ts';

/** What a channel sends: composed once, in words, without secrets. */
export interface Message {
  /** Idempotency key: the same key is the same send; a repeat carries the same key and `repeat`. */
  readonly key: string;
  /** The provider's dedup key: the incident's generation. */
  readonly thread: string;
  readonly type: 'page' | 'update' | 'resolved';
  readonly incident: string;
  readonly severity: Severity | null;
  /** At most ~100 characters: `P1 shop: application completely down`. */
  readonly title: string;
  /** The sentence an on-call engineer needs. */
  readonly text: string;
  /** Where to look and to acknowledge; absent without a public address. */
  readonly link?: string;
  readonly runbook?: string;
  readonly person: string;
  /** The address on the channel, from the person's `notify`. */
  readonly to?: string;
  /** True where an earlier send of the same page may have arrived. */
  readonly repeat: boolean;
  readonly at: Instant;
}
