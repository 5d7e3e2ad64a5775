import type { Instant } from '../time/instant.ts';

/** What a look at what runs a monitor came to. `nothing`: it said nothing, and why, where there is a reason. */
export type Diagnosed =
  | { readonly is: 'seen'; readonly summary: string }
  | { readonly is: 'nothing'; readonly why?: string };

/** All that was seen at one look, for people: plain text, bounded. */
export interface Evidence {
  readonly incident: string;
  readonly monitor: string;
  readonly at: Instant;
  /** A sentence or two, as told. */
  readonly summary: string;
  readonly parts: readonly EvidencePart[];
}

/** Lines of one kind; `commands` are to be copied into a shell as they are, a `log` is what a machine wrote. */
export interface EvidencePart {
  readonly title: string;
  readonly lines: readonly string[];
  readonly is?: 'commands' | 'log';
}
