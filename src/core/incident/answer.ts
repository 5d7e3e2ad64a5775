import type { Severity } from '../severity/severity.ts';
import type { Instant } from '../time/instant.ts';

/** What every answer to an incident says. */
interface OnIncident {
  readonly incident: string;
  readonly by: string;
  /** How it came: `console`, `API`, `link`. */
  readonly via: string;
  /** Of an answer that counts for this generation alone: a link's, a button's (A3). Any where absent. */
  readonly generation?: number;
  /** Names the answer, where it may arrive more than once: the same name again changes nothing. */
  readonly once?: string;
}

/** What people and tools may answer; one row per action, so that API, console and command line share the words. */
export type Answer =
  /** `given`: when, where that may be long before it arrives: it counts for no paging that began since. */
  | ({ readonly action: 'acknowledge'; readonly given?: Instant } & OnIncident)
  /** Takes an acknowledgement back: paging goes on. */
  | ({ readonly action: 'unacknowledge' } & OnIncident)
  | ({ readonly action: 'escalate' } & OnIncident)
  /** `to`: a person, a team or a rotation; paged at once. */
  | ({ readonly action: 'reassign'; readonly to: string } & OnIncident)
  | ({ readonly action: 'note'; readonly text: string } & OnIncident)
  | ({ readonly action: 'approve'; readonly remedy: string; readonly hash: string } & OnIncident)
  | ({ readonly action: 'refuse'; readonly remedy: string } & OnIncident)
  /** `for`: how long what still fails by our own checks is muted, ms. */
  | ({ readonly action: 'resolve'; readonly for: number; readonly why?: string } & OnIncident)
  | {
      readonly action: 'mute';
      readonly monitors: readonly string[];
      readonly for: number;
      readonly why: string;
      readonly by: string;
      /** See `OnIncident`. */
      readonly once?: string;
    }
  | {
      readonly action: 'open';
      readonly title: string;
      readonly severity: Severity;
      readonly monitor?: string;
      readonly by: string;
      readonly via: string;
    }
  | { readonly action: 'unmute'; readonly mute: string; readonly by: string };

/** Answers to an incident that became an event of its record; one row each, whatever reads them. */
export const INCIDENT_ANSWERS = [
  'acknowledge',
  'unacknowledge',
  'escalate',
  'reassign',
  'note',
  'approve',
  'refuse',
  'resolve',
] as const;
export type IncidentAnswer = (typeof INCIDENT_ANSWERS)[number];

/** Characters that a note keeps: a line for people, not a document. */
export const NOTE = 300;

/** `ok: false` says in words why nothing was changed; `missing` where the incident does not exist. */
export interface AnswerReply {
  readonly ok: boolean;
  readonly missing?: boolean;
  /** The incident that was opened or joined. */
  readonly incident?: string;
  readonly text: string;
}
