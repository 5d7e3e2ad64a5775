import type { Applied, Planned, RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import type { Compose } from '../cli.ts';
import type { Engine } from '../engine.ts';
import type { ServiceRef } from '../service.ts';
import type { IntentOf } from './bound.ts';

/** What an action is given. */
export interface Stage {
  readonly ref: ServiceRef;
  readonly engine: Engine;
  readonly compose: Compose;
  readonly intentOf: IntentOf;
  /** When `apply` was begun, milliseconds UTC; absent before. */
  readonly appliedAt?: number;
  /** Which image a rollback may go back to from the one that runs (G2): how is the remedies' own matter. */
  readonly chosen: (running: string) => Wanted | { readonly is: 'refused'; readonly why: string };
}

export interface Wanted {
  readonly is: 'target';
  readonly from: string;
  readonly to: string;
}

/** How many containers adding may come to. */
export interface Growth {
  readonly by: number;
  readonly most: number;
}

/** One thing that can be done to a service. `plan` never writes; `apply` sends what it sends once; `verify` only reads (G5). */
export interface Action {
  plan(stage: Stage, growth: Growth): Promise<Planned>;
  apply(intent: RemedyIntent, stage: Stage): Promise<Applied>;
  verify(intent: RemedyIntent, stage: Stage): Promise<Verified>;
  /** It puts an older image back. */
  readonly undoes?: true;
}
