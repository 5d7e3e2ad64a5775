import type { Severity } from '../severity/severity.ts';
import type { Instant } from '../time/instant.ts';

/** One further fact, in words. `command` is to be copied into a shell as it is. */
export interface Detail {
  readonly label: string;
  readonly text: string;
  readonly href?: string;
  readonly is?: 'command';
}

/**
 * An answer that a message offers. `href` is the signed link of this one reader; absent without a public address, where
 * a medium's own buttons may still carry it.
 */
export interface Offer {
  readonly action: 'acknowledge' | 'escalate' | 'approve' | 'refuse';
  readonly label: string;
  readonly href?: string;
  /** Of an approval or a refusal: which plan. */
  readonly remedy?: string;
  readonly hash?: string;
}

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
  /** What an on-call engineer needs, in at most 300 characters: what, since when, the suspect, where to acknowledge, who is next. */
  readonly text: string;
  /** `text` without its link, for media that have buttons of their own. */
  readonly summary: string;
  /** For an SMS: at most 110 characters, without a link; the channel adds the link of the first offer. */
  readonly short: string;
  /** To be read aloud: no addresses, no abbreviations. */
  readonly spoken: string;
  /** What follows the first 300 characters, in order: evidence, the first command, the runbook page. */
  readonly details: readonly Detail[];
  /** What the reader can answer, the most wanted first; none on what needs no answer. */
  readonly offers: readonly Offer[];
  /**
   * Set on a page where paging began anew since this channel was paged first: a provider that has the thread as
   * acknowledged, and therefore rings no more, has to be asked anew.
   */
  readonly anew?: true;
  /** What the provider called our first message of this thread to this address (`Delivery.ref`): updates go there. */
  readonly earlier?: string;
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
