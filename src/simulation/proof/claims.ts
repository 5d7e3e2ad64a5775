import type { Line } from '../../core/incident/incident.ts';
import type { Severity } from '../../core/severity/severity.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Meant } from './stretches.ts';
import type { Fault } from './worlds.ts';

/** What a policy is held to. */
export const CLAIMS = ['wakes', 'accepted', 'reachable', 'no gap', 'no single point of failure'] as const;
export type Claim = (typeof CLAIMS)[number];

/** Why a claim does not hold: one cause, with a moment at which it can be seen. */
export interface Counterexample {
  readonly claim: Claim;
  readonly severity: Severity;
  /** What goes wrong, in a sentence. */
  readonly says: string;
  /** The smallest change of the policy that would help. */
  readonly cure: string;
  /** How many of the minutes that were looked at it covers. */
  readonly minutes: number;
  /** Every state of the world in which it happens. */
  readonly worlds: readonly string[];
  readonly example: Example;
}

/** One incident that shows it. */
export interface Example {
  /** When the incident opens. */
  readonly at: Instant;
  /** Whose maintenance it is under. */
  readonly monitor?: string;
  readonly fault: Fault;
  /** Whom each level means, and until when. */
  readonly meant: readonly Meant[];
  readonly mutedUntil?: Instant;
  /** What would happen then; empty where nothing has to happen to see it. */
  readonly timeline: readonly Pick<Line, 'at' | 'text'>[];
}
