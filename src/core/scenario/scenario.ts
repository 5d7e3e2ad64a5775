import type { Verdict } from '../check/check.ts';
import type { Code } from '../check/codes.ts';
import type { Instant } from '../time/instant.ts';

/** A scenario, compiled: what happens to the watched system and its people, and what Tocsin is expected to do. Plain JSON. */
export interface Scenario {
  readonly name: string;
  /** The section of the runbook it plays: `2.2`. */
  readonly runbook?: string;
  /** The zone that its wall clock times are in, and that its timeline is written in. */
  readonly zone: string;
  readonly start: Instant;
  /** How long it is played, in ms; absent: until everything has ended, a day at most. */
  readonly length?: number;
  /** Where monitors are looked at from that name no locations of their own. */
  readonly locations: readonly string[];
  /** In the order of their moments; of one moment, in the order of the file. */
  readonly happenings: readonly Happening[];
  readonly expectations: readonly Expected[];
}

/** Something that happens at a moment. `until`: undone by itself then. */
export type Happening = { readonly at: Instant; readonly until?: Instant } & Deed;

export const CHANNEL_DEEDS = ['refuses', 'hangs', 'is-slow', 'throttles', 'recovers'] as const;
export type ChannelDeed = (typeof CHANNEL_DEEDS)[number];

/** What a person does at once, or each time after being paged where `within` is given. */
export const REACTIONS = ['acknowledges', 'escalates', 'approves', 'refuses'] as const;
export type Reaction = (typeof REACTIONS)[number];
/** How a person is from then on. */
export const CONDITIONS = ['is-unreachable', 'is-reachable', 'sleeps', 'is-awake', 'ignores'] as const;
export type Condition = (typeof CONDITIONS)[number];

export const REMEDY_DEEDS = ['work', 'refuse', 'fail', 'time-out'] as const;
export type RemedyDeed = (typeof REMEDY_DEEDS)[number];

export type Deed =
  | {
      readonly what: 'monitor';
      readonly monitors: readonly string[];
      readonly verdict: Verdict;
      readonly code: Code;
      readonly text: string;
      readonly parts: readonly string[];
      /** Seen from these locations only; absent: from all. */
      readonly from?: readonly string[];
    }
  | {
      readonly what: 'channel';
      readonly channels: readonly string[];
      readonly does: ChannelDeed;
      readonly why?: string;
    }
  | {
      readonly what: 'reaction';
      /** A rotation means whoever is on call by it at that moment. */
      readonly person: string;
      readonly does: Reaction;
      readonly within?: number;
      readonly remedy?: string;
    }
  | { readonly what: 'condition'; readonly person: string; readonly does: Condition; readonly on?: string }
  | {
      readonly what: 'mute';
      readonly monitors: readonly string[];
      readonly length: number;
      readonly why: string;
      readonly by: string;
    }
  | { readonly what: 'unmute'; readonly monitors: readonly string[]; readonly by: string }
  | { readonly what: 'deploy'; readonly monitor: string; readonly from: string; readonly to: string }
  | {
      readonly what: 'remedy';
      readonly remedy: string;
      readonly would: RemedyDeed;
      readonly summary?: string;
      readonly why?: string;
      /** How long it takes to show, in ms. */
      readonly takes?: number;
      /** The monitors it mends; its own where absent. */
      readonly mends?: readonly string[];
    }
  | { readonly what: 'control'; readonly becomes: 'up' | 'down' };

/** A moment in a sentence: `14:01` means that minute, `14:01:30` that second. */
export interface SaidMoment {
  readonly at: Instant;
  /** How long the moment is, in ms. */
  readonly grain: number;
}

/** What stands at the capital words of a pattern. */
export interface Said {
  readonly severity: 'P1' | 'P2' | 'P3' | 'P4';
  readonly person: string;
  readonly channel: string;
  readonly monitor: string;
  readonly remedy: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly moment: SaidMoment;
  readonly count: number;
  readonly text: string;
}
export type Slot = keyof Said;

/** A sentence about what Tocsin has to do, understood: its pattern and what was said at its capital words. */
export interface Expected {
  readonly text: string;
  readonly pattern: string;
  readonly said: Partial<Said>;
}

/** The sentences that can be said. */
export interface Grammar {
  readonly patterns: readonly string[];
  /** The words at the pattern's capital words, as written; `undefined` where no pattern fits. */
  read(
    sentence: string,
  ): { readonly pattern: string; readonly words: Readonly<Partial<Record<Slot, string>>> } | undefined;
  /** The pattern that comes closest to a sentence that is not understood. */
  nearest(sentence: string): string;
}
