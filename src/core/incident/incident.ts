import type { Over, Paged, Spent } from '../escalation/spent.ts';
import type { Severity } from '../severity/severity.ts';
import type { Instant } from '../time/instant.ts';
import type { Facts } from './facts.ts';
import type { EndedReport, Failure, Sight, Trial } from './failure.ts';
import type { Effect, Key } from './work.ts';

export interface Ladder {
  readonly n: number;
  readonly why:
    | 'opened'
    | 'raised'
    | 'new suspect'
    | 'acknowledgement expired'
    | 'mute ended'
    | 'escalated'
    | 'reassigned'
    | 'acknowledgement taken back'
    | 'nobody was reached'
    | 'failing again';
  readonly severity: Severity;
  /** Levels count from here; before `madeAt` where time already elapsed counts (S2). */
  readonly startsAt: Instant;
  readonly madeAt: Instant;
  /** The level it starts at. */
  readonly from: number;
  /** Paged before the levels: whose acknowledgement expired (A4), or to whom it was reassigned. */
  readonly first?: string;
  /** The roots known when it was started; absent in ladders of versions that did not keep them. */
  readonly covers?: readonly string[];
  /** How many ladders before it reached nobody, one after the other, and when the first of them was made. */
  readonly vain?: number;
  readonly vainSince?: Instant;
  /** Each moment someone asked for the next level now (A3). */
  readonly hurried: readonly Instant[];
  /** Its first rounds, once nothing is left of them to do. */
  readonly over?: Over;
  /** Its pages that `effects` no longer holds. */
  readonly spent?: Spent;
}

export type Attention =
  | { readonly is: 'nobody' }
  | {
      readonly is: 'acknowledged';
      readonly by: string;
      readonly at: Instant;
      readonly until?: Instant;
      readonly covers: readonly string[];
      readonly level: number;
    };

/** Something that those already paged are told. */
export interface News {
  readonly n: number;
  readonly about:
    | 'acknowledged'
    | 'taken back'
    | 'escalated'
    | 'muted'
    | 'reassigned'
    | 'note'
    | 'lowered'
    | 'handed over'
    | 'suspect'
    | 'evidence'
    | 'approval'
    | 'remedy'
    | 'recovered'
    | 'resolved'
    | 'failing again';
  readonly text: string;
  readonly at: Instant;
  /** Also told, although not paged: approvers. */
  readonly also: readonly string[];
  /** Who heard of it, or could not be told, by tells that `effects` no longer holds. */
  readonly told?: readonly string[];
  /** Wakes nobody: told on ways that do not, or not at all. */
  readonly quiet?: true;
}

export type Phase = 'suspected' | 'open' | 'closed' | 'dismissed';

/** A line of the timeline, for people. */
export interface Line {
  readonly at: Instant;
  readonly about:
    | 'check'
    | 'report'
    | 'severity'
    | 'page'
    | 'tell'
    | 'answer'
    | 'note'
    | 'evidence'
    | 'remedy'
    | 'mute'
    | 'time'
    | 'phase';
  readonly text: string;
}

/** One stored event with what it led to; filed beside the head. */
export interface Row {
  readonly incident: string;
  readonly generation: number;
  readonly version: number;
  readonly event: string;
  readonly type: string;
  readonly at: Instant;
  /** None where an event was news and led to nothing that people have to read. */
  readonly lines: readonly Line[];
  /** What it brought from outside; absent where that was no news, and in rows of before there were any. */
  readonly facts?: Facts;
}

/** The head of an incident: bounded (32 KB), versioned, the only truth (rule 1). One per group. */
export interface Incident {
  /** `<group>-<number>`: names its group, so an answer by id needs no index. */
  readonly id: string;
  readonly group: string;
  readonly number: number;
  /** Counts reopenings within the reopen window (C3); keys and providers' dedup keys contain it. */
  readonly generation: number;
  /** Counts the writes; every write is conditional on the one before (rule 2). */
  readonly version: number;
  readonly run: { readonly number: number; readonly asleepUntil: Instant | null };
  readonly phase: Phase;
  readonly policy: string;
  readonly suspectedAt: Instant;
  readonly openedAt: Instant | null;
  readonly recoveredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly changedAt: Instant;

  readonly sights: Readonly<Record<string, Readonly<Record<string, Sight>>>>;
  readonly trials: Readonly<Record<string, Trial>>;
  readonly failing: Readonly<Record<string, Failure>>;
  /** When monitors last recovered: what they failed before has been told (I6). */
  readonly recoveries?: Readonly<Record<string, Instant>>;
  /** Muted failing monitors and until when, as last judged. */
  readonly muted: Readonly<Record<string, Instant>>;
  /** The first broken layers, unmuted: whom severity and paging are about (I5). */
  readonly roots: readonly string[];
  readonly health:
    | { readonly is: 'failing' }
    | { readonly is: 'recovering'; readonly good: number; readonly since: Instant };
  readonly flaps: number;
  /** Monitors that left the config while they failed: they did not recover (E1). */
  readonly withdrawn: readonly string[];
  /** Reports that ended, by name, the newest few: so that an old one is not believed again (T3). */
  readonly reportsEnded?: Readonly<Record<string, EndedReport>>;
  /** Who said that it is over, where nothing of ours had failed any more (I7). */
  readonly resolvedBy?: string | null;
  readonly blind: boolean;

  readonly severity: Severity | null;
  readonly reasons: readonly string[];
  /** The strictest severity that a ladder was started for in this generation. */
  readonly peak: Severity | null;
  readonly attention: Attention;
  readonly ladder: Ladder | null;
  readonly ladders: number;
  /** Pages of any ladder that `effects` no longer holds. */
  readonly paged?: Paged;
  readonly effects: Readonly<Record<Key, Effect>>;
  /** How many confirmations were asked for, how many news there were: parts of keys. */
  readonly confirmations: number;
  /** When the confirmation that answered last was asked for: its looks are of later slots. */
  readonly confirmedAt: Instant | null;
  readonly news: readonly News[];
  readonly told: number;
  /** Whom a page reached or may have reached, since when and on what: later news goes there (C2). */
  readonly reached: Readonly<Record<string, Reached>>;
  readonly remedies: Readonly<Record<string, RemedyState>>;

  /** Ids of the latest events: a write whose answer was lost recognises itself (rule 2). */
  readonly seen: readonly string[];
  /** The newest row, filed before the next write, so that none is lost. */
  readonly unfiled: Row | null;
}

/** The way that reached somebody last, and those before it whose providers keep something open (C2). */
export interface Reached extends ReachedOn {
  readonly also?: readonly ReachedOn[];
}

/** On what somebody was paged, and what the provider called the first message there (or the latest, where that counts), in the generation named. */
export interface ReachedOn {
  readonly channel: string;
  readonly to?: string;
  readonly since: Instant;
  readonly first?: { readonly ref: string; readonly generation: number };
}

/** What people decided about a remedy, and how it ended. */
export interface RemedyState {
  readonly consent?: { readonly by: string; readonly at: Instant; readonly hash: string };
  readonly declined?: { readonly by: string; readonly at: Instant };
  /** The last reason a guard gave, so that it is written once. */
  readonly refused?: string;
  /** Which plan counts; a new one is made when an approval came too late. */
  readonly plans: number;
  readonly ended?: { readonly as: 'verified' | 'failed' | 'refused'; readonly at: Instant; readonly why: string };
}
