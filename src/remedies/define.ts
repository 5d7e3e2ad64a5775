import type * as z from 'zod';
import type { Compose } from '../compose/cli.ts';
import type { Engine } from '../compose/engine.ts';
import type { ServiceRef } from '../compose/service.ts';
import type { Applied, Grounds, Planned, RemedyIntent, Verified } from '../core/remedy/remedy.ts';
import type { WorkloadMemory } from '../core/remedy/workload-memory.ts';
import type { KubeApi } from '../kubernetes/api.ts';
import type { WorkloadRef } from '../kubernetes/kinds.ts';

export interface RemedyContext extends Grounds, Within {
  /** The remedy's name in the config. */
  readonly remedy: string;
  /** Milliseconds one call may take. */
  readonly timeout: number;
  /** Now, in milliseconds UTC: for timestamps in signatures. */
  readonly now: number;
}

/** What can run a monitor. */
export type PlatformName = 'kubernetes' | 'compose';

/** What runs the monitor; of kinds that are `onWorkload` that of their platform. */
export interface Within {
  readonly workload?: ReachedWorkload;
  readonly service?: ReachedService;
}

/** A workload of a cluster within reach, and what is known of it. */
export interface ReachedWorkload {
  readonly ref: WorkloadRef;
  readonly api: KubeApi;
  readonly memory: WorkloadMemory;
}

/** A service of Docker Compose within reach, and what is known of it. */
export interface ReachedService {
  readonly ref: ServiceRef;
  readonly engine: Engine;
  readonly compose: Compose;
  readonly memory: WorkloadMemory;
}

/** One kind of remedy. `plan` never writes; `apply` twice with the context's key is once; `verify` only reads (G5). */
export interface RemedyKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly kind: string;
  /** One line for the reference docs. */
  readonly summary: string;
  readonly shape: Shape;
  /** It acts on what runs the monitor, there; the monitor has to say what that is. */
  readonly onWorkload?: PlatformName;
  plan(settings: z.output<z.ZodObject<Shape>>, context: RemedyContext): Promise<Planned>;
  apply(intent: RemedyIntent, settings: z.output<z.ZodObject<Shape>>, context: RemedyContext): Promise<Applied>;
  /** Of kinds that put an older version back: which hash it leaves, and which it brings (G2). */
  undoes?(intent: RemedyIntent): { readonly from: string; readonly to: string } | undefined;
  verify(intent: RemedyIntent, settings: z.output<z.ZodObject<Shape>>, context: RemedyContext): Promise<Verified>;
}

/** Declares a kind of remedy; the config language builds the strict object around its shape. */
export function defineRemedy<Shape extends z.ZodRawShape>(kind: RemedyKind<Shape>): RemedyKind<Shape> {
  return kind;
}
