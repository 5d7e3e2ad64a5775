import type { Rollout } from '../status.ts';
import type { NodeSeen } from './capacity/nodes.ts';
import type { Scaling } from './capacity/scaling.ts';
import type { Usage } from './capacity/usage.ts';
import type { Cause } from './causes.ts';
import type { Change } from './changes/changes.ts';
import type { Log } from './logs/logs.ts';
import type { IngressSeen } from './network/ingresses.ts';
import type { ServiceSeen } from './network/services.ts';
import type { Trouble } from './trouble.ts';

/** What was seen of a workload, as plain JSON; what could not be had is absent, and said. */
export interface Diagnosis {
  /** A sentence or two for the page; `undefined` where nothing was seen. */
  readonly summary: string | undefined;
  readonly rollout?: Rollout;
  readonly troubles: readonly Trouble[];
  readonly revisions: readonly {
    readonly number: number;
    readonly images: readonly string[];
    readonly cause?: string;
  }[];
  readonly warnings: readonly string[];
  /** The last words of containers that fail. */
  readonly logs?: readonly Log[];
  /** Services that lead to its pods, and ingresses that lead to those. */
  readonly services?: readonly ServiceSeen[];
  readonly ingresses?: readonly IngressSeen[];
  /** What the ingress controller complained of lately that is about them. */
  readonly controller?: readonly string[];
  /** What scales it, where something does. */
  readonly scaling?: Scaling;
  /** What its pods use of their limits, and the nodes they run on, the fullest first. */
  readonly usage?: readonly Usage[];
  readonly nodes?: readonly NodeSeen[];
  /** What changed in the namespace since all was well, where it was asked for: what the workload depends on first. */
  readonly changed?: readonly Change[];
  /** What is not as it should be, with what is likely behind it; the most telling first. */
  readonly causes?: readonly Cause[];
  /** By what was asked: why there is no answer. */
  readonly missing: Readonly<Record<string, string>>;
}
