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
  | { readonly action: 'unmute'; readonly mute: string; readonly by: string };

/** `ok: false` says in words why nothing was changed; `missing` where the incident does not exist. */
export interface AnswerReply {
  readonly ok: boolean;
  readonly missing?: boolean;
  readonly text: string;
}
