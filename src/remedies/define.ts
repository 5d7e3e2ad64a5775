import type * as z from 'zod';
import type { Applied, Grounds, Planned, RemedyIntent, Verified } from '../core/remedy/remedy.ts';
import type { WorkloadMemory } from '../core/remedy/workload-memory.ts';
import type { KubeApi } from '../kubernetes/api.ts';
import type { WorkloadRef } from '../kubernetes/kinds.ts';

export interface RemedyContext extends Grounds {
  /** The remedy's name in the config. */
  readonly remedy: string;
  /** Milliseconds one call may take. */
  readonly timeout: number;
  /** Now, in milliseconds UTC: for timestamps in signatures. */
  readonly now: number;
  /** What runs the monitor; of kinds that are `onWorkload`. */
  readonly workload?: ReachedWorkload;
}

/** A workload within reach, and what is known of it. */
export interface ReachedWorkload {
  readonly ref: WorkloadRef;
  readonly api: KubeApi;
  readonly memory: WorkloadMemory;
}

/** One kind of remedy. `plan` never writes; `apply` twice with the context's key is once; `verify` only reads (G5). */
export interface RemedyKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly kind: string;
  /** One line for the reference docs. */
  readonly summary: string;
  readonly shape: Shape;
  /** It acts on what runs the monitor, which has to say what that is. */
  readonly onWorkload?: true;
  plan(settings: z.output<z.ZodObject<Shape>>, context: RemedyContext): Promise<Planned>;
  apply(intent: RemedyIntent, settings: z.output<z.ZodObject<Shape>>, context: RemedyContext): Promise<Applied>;
  /** Of kinds that put an older version back: which hash it leaves, and which it brings (G2). */
  undoes?(intent: RemedyIntent): { readonly from: string; readonly to: string };
  verify(intent: RemedyIntent, settings: z.output<z.ZodObject<Shape>>, context: RemedyContext): Promise<Verified>;
}

/** Declares a kind of remedy; the config language builds the strict object around its shape. */
export function defineRemedy<Shape extends z.ZodRawShape>(kind: RemedyKind<Shape>): RemedyKind<Shape> {
  return kind;
}
