import type { Answer, AnswerReply } from './incident/answer.ts';
import type { Key } from './incident/work.ts';
import type { Instant } from './time/instant.ts';

/** A request that a channel's provider sent, as it arrived over HTTP; nothing of it is believed yet. */
export interface CallbackCall {
  /** The channel's name in the config, and the last part of the address: `call`, `keypad`. */
  readonly channel: string;
  readonly what: string;
  /** Path and query as they were sent: signatures cover them. */
  readonly path: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent, for the same reason. */
  readonly body: string;
}

/** What the provider is answered. */
export interface CallbackReply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

/** Of a page that was accepted: it did not reach its person (E5). */
export interface UnreachedPage {
  readonly incident: string;
  readonly generation: number;
  /** The page's key in its incident. */
  readonly key: Key;
  /** The channel that it was sent through. */
  readonly channel: string;
  /** In words, without secrets. */
  readonly why: string;
}

/** What a provider's request asks for, once it is known to be real. */
export type Asked =
  | { readonly is: 'answer'; readonly answer: Answer }
  | { readonly is: 'unreached'; readonly page: UnreachedPage };

/** `refused`: not the provider's own, too old, or not to be read; nothing is done. `nothing`: real, and asks for nothing. */
export type Heard =
  | { readonly is: 'refused'; readonly status: 400 | 403 | 404; readonly why: string }
  | { readonly is: 'nothing'; reply(): CallbackReply | Promise<CallbackReply> }
  | {
      readonly is: 'asked';
      readonly asks: Asked;
      /** Names the request; the same one again before `until` changes nothing. */
      readonly once?: { readonly name: string; readonly until: Instant };
      /** What is said of what came of it; `undefined`: it could not be stored. */
      reply(came: AnswerReply | undefined): CallbackReply | Promise<CallbackReply>;
      /** What is answered where that takes longer, in ms; it is finished all the same. */
      readonly late?: { readonly after: number; readonly reply: CallbackReply };
    };
