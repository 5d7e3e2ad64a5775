import type { Instant } from '../time/instant.ts';

/**
 * What became of one send. `permanent` falls back at once; `temporary` is tried again at `retryAt`, soon where the
 * provider named no time;
 * `unknown` (a timeout after sending) is sent again, marked as a repeat (E5).
 */
export type Delivery =
  /** `ref`: what the provider calls it. `latest`: later messages are about this one, not about the thread's first. */
  | { readonly is: 'accepted'; readonly ref?: string; readonly latest?: true; readonly bundle?: number }
  | { readonly is: 'temporary'; readonly why: string; readonly retryAt?: Instant }
  /** `credentials`: they were refused; a secret that was changed meanwhile may be taken. `bundle`: so many others it stood for. */
  | { readonly is: 'permanent'; readonly why: string; readonly credentials?: true; readonly bundle?: number }
  | { readonly is: 'unknown'; readonly why: string };

/** A page kept for one message with others (I4): not a failure, and not an attempt. */
export interface Held {
  readonly is: 'held';
  readonly until: Instant;
}
