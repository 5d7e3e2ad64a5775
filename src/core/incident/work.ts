import type { Look } from '../check/look.ts';
import type { Delivery, Held } from '../escalation/delivery.ts';
import type { Diagnosed } from '../evidence/evidence.ts';
import type { Applied, Planned, RemedyIntent, Verified } from '../remedy/remedy.ts';
import type { Severity } from '../severity/severity.ts';
import type { Instant } from '../time/instant.ts';

/** The effect's name: the same key is the same effect, in the record and at the provider. */
export type Key = string;

/** A place on a ladder: which ladder, which time round, which level. */
export interface Rung {
  readonly ladder: number;
  readonly cycle: number;
  /** `acknowledger`, `assignee`: one person before the levels (A4). */
  readonly level: number | 'acknowledger' | 'assignee' | 'last-resort';
}

export interface PageAsk extends Rung {
  readonly severity: Severity;
  readonly person: string;
  /** The target of the policy that led to the person: `on-call-devops`. */
  readonly via: string;
  /** Which of the person's ways: its place in the list, or a number of its own where another way had that place before. */
  readonly way: number;
  readonly channel: string;
  readonly to?: string;
  readonly attempt: number;
  /** An earlier send of this page may have arrived. */
  readonly repeat: boolean;
}

export interface TellAsk {
  readonly news: number;
  readonly person: string;
  readonly channel: string;
  readonly to?: string;
  /** Not the way that reached them last: what its provider keeps open there (C2). */
  readonly kept?: true;
  readonly attempt: number;
  readonly repeat: boolean;
}

/** One row per kind of effect: what it asks for and what comes of it. Steps, the workflow's Choice and the faults derive from it. */
export interface Work {
  confirm: {
    ask: { readonly monitors: readonly string[] };
    got: { readonly looks: readonly Look[]; readonly control: Control };
  };
  page: { ask: PageAsk; got: Delivery | Held };
  tell: { ask: TellAsk; got: Delivery };
  diagnose: { ask: { readonly monitor: string }; got: Diagnosed };
  plan: { ask: { readonly remedy: string }; got: Planned };
  apply: { ask: { readonly remedy: string; readonly intent: RemedyIntent; readonly by: string }; got: Applied };
  verify: { ask: { readonly remedy: string; readonly intent: RemedyIntent; readonly nth: number }; got: Verified };
}

export type WorkKind = keyof Work;

/** The unrelated endpoint (I3): `none` where none is configured. */
export type Control = 'up' | 'down' | 'none';

/**
 * Only what was begun is stored; what is queued is derived (`next`). A claim whose lease ends without an outcome
 * counts as `unknown`: pages are sent again as repeats, remedies are re-read (rule 5).
 */
export type State<Got> =
  | { readonly is: 'claimed'; readonly at: Instant; readonly lease: Instant }
  | { readonly is: 'done'; readonly at: Instant; readonly since: Instant; readonly got: Got };

export type EffectOf<K extends WorkKind> = {
  readonly kind: K;
  readonly key: Key;
  readonly ask: Work[K]['ask'];
  readonly state: State<Work[K]['got']>;
};
export type Effect = { [K in WorkKind]: EffectOf<K> }[WorkKind];

/** Something that is or will be due: the ask of an effect that nobody has claimed yet. */
export type Due = {
  [K in WorkKind]: { readonly kind: K; readonly key: Key; readonly at: Instant; readonly ask: Work[K]['ask'] };
}[WorkKind];
