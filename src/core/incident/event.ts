import type { Look } from '../check/look.ts';
import type { Plan, Policy } from '../plan.ts';
import type { Report } from '../report/report.ts';
import type { Instant } from '../time/instant.ts';
import type { Next } from './due.ts';
import type { Incident, Line } from './incident.ts';
import type { Mute } from './mute.ts';
import type { Due, Key, Work, WorkKind } from './work.ts';

/**
 * Everything that can happen to an incident. `id` makes it recognisable: twice is once. `incident`: it is about this one
 * alone, and nothing to the one that came after it; absent of looks and reports, which are about whichever there is.
 */
export type Event = { readonly id: string; readonly incident?: string } & (
  | { readonly type: 'signal'; readonly looks: readonly Look[] }
  /** People and other tools say what fails or is over (I7). */
  | { readonly type: 'report'; readonly reports: readonly Report[] }
  | { readonly type: 'claim'; readonly key: Key; readonly lease: Instant }
  | Outcome
  /** The provider says, later, that a page which it had accepted did not reach its person: busy, voicemail, undelivered (E5). */
  | {
      readonly type: 'unreached';
      readonly generation: number;
      readonly key: Key;
      readonly channel: string;
      readonly why: string;
    }
  /** A run looks what is due, and goes to sleep where nothing is (rule 4). */
  | { readonly type: 'look'; readonly run: number }
  /** Time passed, mutes or config changed: look again. */
  | { readonly type: 'tick' }
  /** The current run is dead: the next number takes over. */
  | { readonly type: 'revive' }
  | ({ readonly type: 'acknowledge'; readonly given?: Instant } & Answered)
  | ({ readonly type: 'unacknowledge' } & Answered)
  | ({ readonly type: 'escalate' } & Answered)
  | ({ readonly type: 'reassign'; readonly to: string } & Answered)
  | ({ readonly type: 'note'; readonly text: string } & Answered)
  /** `until`: what still fails by our own checks was muted until then. */
  | ({ readonly type: 'resolve'; readonly why?: string; readonly until?: Instant } & Answered)
  | ({ readonly type: 'approve'; readonly remedy: string; readonly hash: string } & Answered)
  | ({ readonly type: 'refuse'; readonly remedy: string } & Answered)
);

/** Who answered, and how it came. `generation`: it counts for this one alone (A3). */
interface Answered {
  readonly by: string;
  readonly via: string;
  readonly generation?: number;
}

type Outcome = {
  [K in WorkKind]: { readonly type: 'outcome'; readonly kind: K; readonly key: Key; readonly got: Work[K]['got'] };
}[WorkKind];

export type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

/** Loaded with the incident, so that decisions are pure: the incident's own policy, and today's config. */
export interface Context {
  readonly now: Instant;
  readonly plan: Plan;
  readonly policy: Policy;
  readonly mutes: readonly Mute[];
  /** Other groups that a majority sees down, with the moment their incident opened; known where a remedy depends on it (G4). */
  readonly elsewhere: Readonly<Record<string, Instant>>;
}

/** What the one who sent the event is told. */
export type Reply =
  | { readonly is: 'done'; readonly text: string }
  | { readonly is: 'granted'; readonly due: Due }
  | { readonly is: 'next'; readonly next: Next }
  | { readonly is: 'refused'; readonly text: string };

export interface Decision {
  /** The same object as before where nothing changed: then nothing is written. */
  readonly incident: Incident | null;
  readonly lines: readonly Line[];
  readonly reply: Reply;
}
