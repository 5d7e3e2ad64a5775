import type { Severity } from '../severity/severity.ts';

/** What people and tools may answer; one row per action, so that API, console and command line share the words. */
export type Answer =
  | { readonly action: 'acknowledge'; readonly incident: string; readonly by: string; readonly via: string }
  | { readonly action: 'escalate'; readonly incident: string; readonly by: string; readonly via: string }
  | {
      readonly action: 'approve';
      readonly incident: string;
      readonly by: string;
      readonly via: string;
      readonly remedy: string;
      readonly hash: string;
    }
  | {
      readonly action: 'refuse';
      readonly incident: string;
      readonly by: string;
      readonly via: string;
      readonly remedy: string;
    }
  | {
      readonly action: 'mute';
      readonly monitors: readonly string[];
      readonly for: number;
      readonly why: string;
      readonly by: string;
    }
  | {
      readonly action: 'open';
      readonly title: string;
      readonly severity: Severity;
      readonly monitor?: string;
      readonly by: string;
      readonly via: string;
    }
  /** `for`: how long what still fails by our own checks is muted, ms. */
  | {
      readonly action: 'resolve';
      readonly incident: string;
      readonly by: string;
      readonly via: string;
      readonly for: number;
      readonly why?: string;
    }
  | { readonly action: 'unmute'; readonly mute: string; readonly by: string };

/** `ok: false` says in words why nothing was changed; `missing` where the incident does not exist. */
export interface AnswerReply {
  readonly ok: boolean;
  readonly missing?: boolean;
  /** The incident that was opened or joined. */
  readonly incident?: string;
  readonly text: string;
}
