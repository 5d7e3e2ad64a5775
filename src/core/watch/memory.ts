import type { Instant } from '../time/instant.ts';
import type { Revivals } from './revivals.ts';
import type { KnownConcerns } from './said.ts';

/** What one patrol leaves to the next: plain JSON, bounded. */
export interface PatrolMemory {
  /** When it was written. */
  readonly at: Instant;
  /** When the first patrol was. */
  readonly begun: Instant;
  readonly concerns: KnownConcerns;
  readonly revivals: Revivals;
}

/**
 * What is stored and what this process remembers as well, after patrols that could not store it: the newer one counts of
 * what both know. `undefined` where there was no patrol before.
 */
export function reconciled(stored: PatrolMemory | undefined, own: PatrolMemory | undefined): PatrolMemory | undefined {
  if (!stored || !own) return stored ?? own;
  if (stored.at >= own.at) return stored;
  return {
    at: own.at,
    begun: Math.min(stored.begun, own.begun),
    concerns: { ...stored.concerns, ...own.concerns },
    revivals: { ...stored.revivals, ...own.revivals },
  };
}
