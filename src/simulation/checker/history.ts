import type { Config } from './config.ts';

/**
 * What a world saw, as plain JSON. The checker reads nothing else, and imports nothing from outside its folder, not even
 * a type: an error that engine and checker share would be found by neither. Moments are milliseconds UTC.
 */
export interface History {
  readonly seed: number;
  readonly start: number;
  /** Everything is mended and nothing is broken any more from here on. */
  readonly calm: number;
  readonly end: number;
  /** The config from each moment on, oldest first. */
  readonly configs: readonly { readonly at: number; readonly config: Config }[];
  /** The truth: what was broken, seen from where. */
  readonly broken: readonly Broken[];
  /** When the unrelated endpoint failed too. */
  readonly blind: readonly Stretch[];
  /** When a location was cut off. */
  readonly lost: readonly (Stretch & { readonly location: string })[];
  readonly looks: readonly Look[];
  /** Every head that was written, as it was written. */
  readonly commits: readonly { readonly at: number; readonly head: Head }[];
  /** Rows that were filed at the end, and incidents archived. */
  readonly rows: readonly { readonly incident: string; readonly version: number }[];
  readonly archived: readonly string[];
  readonly receipts: readonly Receipt[];
  /** What providers reported of pages that they had accepted. */
  readonly missed: readonly Missed[];
  readonly answers: readonly Answered[];
  readonly mutes: readonly Mute[];
  readonly remedied: readonly Remedied[];
  /** What ran what of a monitor, from each moment on. */
  readonly deploys: readonly Deployed[];
  /** What was done to the world that costs time, and how much it may cost. */
  readonly delays: readonly Delay[];
  /** What was thrown although nobody had injected it. */
  readonly surprises: readonly string[];
}

export interface Stretch {
  readonly from: number;
  readonly until: number;
}

export interface Broken extends Stretch {
  readonly monitor: string;
  readonly verdict: 'down' | 'degraded' | 'unknown';
  /** From these locations only; from all where absent. */
  readonly seenFrom?: readonly string[];
}

/** A look as the world answered it. */
export interface Look {
  readonly at: number;
  readonly monitor: string;
  readonly location: string;
  readonly slot: number;
  readonly verdict: 'up' | 'degraded' | 'down' | 'unknown';
}

/** A message that a provider was given: what it did with it, and what it answered. */
export interface Receipt {
  /** When it was handed over, when the answer came. */
  readonly at: number;
  readonly answeredAt: number;
  readonly channel: string;
  readonly person: string;
  readonly type: 'page' | 'update' | 'resolved';
  readonly incident: string;
  readonly key: string;
  readonly text: string;
  readonly repeat: boolean;
  readonly answer: 'accepted' | 'temporary' | 'permanent' | 'unknown';
  /** It reached the person, whatever the provider answered. */
  readonly arrived: boolean;
  /** It was accepted and reached nobody: voicemail, busy. Whether and when the provider says so is another matter. */
  readonly missed?: true;
}

/** A provider says that a page which it had accepted did not reach its person: voicemail, busy, not delivered. */
export interface Missed {
  readonly at: number;
  readonly incident: string;
  readonly generation: number;
  readonly key: string;
  /** When it was taken; absent where it was lost. */
  readonly answered?: number;
  /** It was told that this was news. */
  readonly news: boolean;
}

/** Somebody did something, and was told this. */
export interface Answered {
  readonly at: number;
  readonly action: string;
  readonly by: string;
  readonly incident?: string;
  readonly remedy?: string;
  readonly hash?: string;
  readonly ok: boolean;
  readonly text: string;
}

export interface Mute extends Stretch {
  readonly monitors: readonly string[];
  /** Whoever asked for it was told that it holds; else it may. */
  readonly isSure: boolean;
}

/** A remedy was really carried out. */
export interface Remedied {
  readonly at: number;
  readonly remedy: string;
  readonly incident: string;
  readonly key: string;
  readonly hash: string;
  /** Of a rollback: from which version to which. */
  readonly rollback?: { readonly monitor: string; readonly from: string; readonly to: string };
}

/** A version became current. `byUs`: a remedy put it there. */
export interface Deployed {
  readonly at: number;
  readonly monitor: string;
  readonly version: string;
  readonly byUs?: true;
}

/** A stored record, as far as the checker reads it. */
export interface Head {
  readonly id: string;
  readonly group: string;
  readonly generation: number;
  readonly version: number;
  readonly run: { readonly number: number; readonly asleepUntil: number | null };
  readonly phase: string;
  readonly policy: string;
  readonly openedAt: number | null;
  readonly recoveredAt: number | null;
  readonly endedAt: number | null;
  readonly trials: Readonly<Record<string, { readonly nextAt: number }>>;
  readonly failing: Readonly<
    Record<
      string,
      {
        readonly since: number;
        readonly verdict: string;
        readonly certainty: string;
        readonly fitful?: object;
        readonly parts: readonly string[];
      }
    >
  >;
  readonly muted: Readonly<Record<string, number>>;
  readonly roots: readonly string[];
  readonly health: { readonly is: string };
  readonly flaps: number;
  readonly withdrawn: readonly string[];
  readonly blind: boolean;
  readonly severity: string | null;
  readonly peak: string | null;
  readonly attention: {
    readonly is: string;
    readonly by?: string;
    readonly at?: number;
    readonly until?: number;
    readonly covers?: readonly string[];
  };
  readonly ladder: Ladder | null;
  readonly effects: Readonly<Record<string, Effect>>;
  readonly news: readonly {
    readonly n: number;
    readonly about: string;
    readonly at: number;
  }[];
  readonly sights: Readonly<
    Record<string, Readonly<Record<string, { readonly verdict: string; readonly blank: boolean }>>>
  >;
  readonly unfiled: { readonly version: number } | null;
}

export interface Ladder {
  readonly n: number;
  readonly why: string;
  readonly severity: string;
  readonly startsAt: number;
  readonly madeAt: number;
  readonly from: number;
  readonly first?: string;
  readonly hurried: readonly number[];
}

/** Something that was begun: which fields there are depends on its kind. */
export interface Effect {
  readonly kind: string;
  readonly key: string;
  readonly ask: {
    readonly monitor?: string;
    readonly monitors?: readonly string[];
    readonly ladder?: number;
    readonly cycle?: number;
    readonly level?: number | string;
    readonly severity?: string;
    readonly person?: string;
    readonly via?: string;
    readonly way?: number;
    readonly channel?: string;
    readonly attempt?: number;
    readonly repeat?: boolean;
    readonly news?: number;
    readonly remedy?: string;
    readonly intent?: { readonly hash: string };
    readonly by?: string;
  };
  readonly state: {
    readonly is: string;
    readonly at: number;
    readonly lease?: number;
    readonly since?: number;
    readonly got?: {
      readonly is?: string;
      readonly until?: number;
      readonly bundle?: number;
      readonly control?: string;
    };
  };
}

/** A promise that was broken: which, when, and in words. */
export interface Violation {
  readonly rule: string;
  readonly at: number;
  readonly text: string;
}

/** What took time that nobody answers for, and how much of it at most. */
export interface Delay {
  readonly at: number;
  readonly ms: number;
  readonly why: string;
}
