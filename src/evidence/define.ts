import type * as z from 'zod';
import type { CheckResult, Verdict } from '../core/check/check.ts';
import type { EvidencePart } from '../core/evidence/evidence.ts';
import type { MonitorPlan } from '../core/plan.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Platform } from '../probes/define.ts';

/** What failed. */
export interface Subject {
  readonly monitor: MonitorPlan;
  /** The first bad look of the failure; now, where somebody asks without an incident. */
  readonly failedAt: Instant;
  /** Where it is looked at from. `asked: false`: an agent, which looks by itself and cannot be asked. */
  readonly locations: readonly { readonly name: string; readonly asked: boolean }[];
}

/** What checks saw, and one more look. */
export interface Looks {
  /** The newest check of each location. */
  latest(): Promise<readonly CheckResult[]>;
  /** Checks since then, from everywhere, oldest first; absent where nobody keeps them. */
  readonly since?: (at: Instant) => Promise<readonly { readonly at: Instant; readonly verdict: Verdict }[]>;
  /** Looks now, from a location: no check, nobody records it and no incident hears of it. */
  once(location: string): Promise<CheckResult>;
  /** Milliseconds that a look may take beside its own timeout: the way to a location and back, starts included. */
  readonly way: number;
}

export interface EvidenceContext {
  /** The source's name in the config. */
  readonly source: string;
  /** Now, in milliseconds UTC. */
  readonly now: Instant;
  /** Milliseconds for everything that is asked. */
  readonly timeout: number;
  /** The zone that times are written in. */
  readonly zone: string;
  /** CIDRs that may be connected to although private or loopback (W5). */
  readonly allowNetworks: readonly string[];
  /** Resolved secret values: none of them may appear in what is gathered (W7). */
  readonly secrets: readonly string[];
  readonly platform: Platform;
  readonly looks: Looks;
}

/** What a source says: as much as there is; what could not be had is named with its reason, and hides nothing else. */
export interface Gathered {
  /** What is worth telling those who were paged, without a full stop. */
  readonly sentence?: string;
  readonly parts: readonly EvidencePart[];
  /** Why something could not be seen, by what it is. */
  readonly missing?: Readonly<Record<string, string>>;
  /** What it saw is not as it should be; absent where it does not judge. */
  readonly isBad?: boolean;
}

/**
 * One kind of source. `collect` only reads, ends within the context's timeout, and answers whatever a peer does: only bugs
 * throw.
 */
export interface EvidenceKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly kind: string;
  /** One line for the reference docs. */
  readonly summary: string;
  readonly shape: Shape;
  collect(settings: z.output<z.ZodObject<Shape>>, subject: Subject, context: EvidenceContext): Promise<Gathered>;
}

/** Declares a kind of source; the config language builds the strict object around its shape. */
export function defineEvidence<Shape extends z.ZodRawShape>(kind: EvidenceKind<Shape>): EvidenceKind<Shape> {
  return kind;
}
