import type { Instant } from '../time/instant.ts';

/** What a use of a remedy is for. */
export interface Grounds {
  readonly incident: string;
  /** The one key of its use in this incident: twice with it is once (G5). */
  readonly key: string;
  /** The first bad look of the failure. */
  readonly failedAt: Instant;
  /** When `apply` was begun; absent before. */
  readonly appliedAt?: Instant;
  /** What `apply` said that it had begun, by the name that the system gave it. */
  readonly ref?: string;
}

/** What a remedy would do now: shown for approval, bound by its hash (G1). */
export interface RemedyIntent {
  /** One sentence: `roll backend back from 1.8.3 to 1.8.2`. */
  readonly summary: string;
  /** What is acted upon, for people: `backend (shop deploy endpoint)`. */
  readonly target: string;
  /** Kind-specific facts that `apply` needs; plain JSON. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  /** What would change, a line each, for whoever approves it. */
  readonly difference?: readonly string[];
  /** Over all of it: an approval of another plan is worth nothing. */
  readonly hash: string;
}

export type Planned =
  | { readonly is: 'planned'; readonly intent: RemedyIntent }
  | { readonly is: 'refused'; readonly why: string };

/** `unknown`: the answer was lost; it is re-read by `verify`, never sent again (G5). */
export type Applied =
  | { readonly is: 'applied'; readonly ref?: string }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

export type Verified =
  | { readonly is: 'healthy' }
  | { readonly is: 'pending'; readonly text: string }
  | { readonly is: 'failed'; readonly why: string };
