import type { Instant } from '../time/instant.ts';

/**
 * What became of one send. `permanent` falls back at once; `temporary` is tried again at `retryAt`, soon where the
 * provider named no time;
 * `unknown` (a timeout after sending) is sent again, marked as a repeat (E5).
 */
export type Delivery =
  | { readonly is: 'accepted'; readonly ref?: string; readonly bundle?: number }
  | { readonly is: 'temporary'; readonly why: string; readonly retryAt?: Instant }
  /** `credentials`: they were refused; a secret that was changed meanwhile may be taken. */
  | { readonly is: 'permanent'; readonly why: string; readonly credentials?: true }
  | { readonly is: 'unknown'; readonly why: string };

/** A page kept for one message with others (I4): not a failure, and not an attempt. */
export interface Held {
  readonly is: 'held';
  readonly until: Instant;
}
