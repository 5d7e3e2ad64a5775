import type { CheckResult } from './check/check.ts';
import type { Instant } from './time/instant.ts';

/** A look that somebody waits for: the confirmation of a failure. */
export interface Ask {
  readonly id: string;
  readonly monitor: string;
  readonly slot: Instant;
}

/** What an agent sends, as JSON: what it saw, answers to asks, and how long it waits for the next ask, in ms. */
export interface AgentReport {
  readonly results: readonly CheckResult[];
  readonly answers: readonly { readonly ask: string; readonly result: CheckResult }[];
  readonly wait: number;
}

/** What it gets back. `ignored`: monitors that this side does not know from there, most likely for want of the same config. */
export interface AgentAnswer {
  readonly asks: readonly Ask[];
  readonly ignored: readonly string[];
}

/** A report as it arrives over HTTP, nothing believed yet. */
export interface AgentCall {
  readonly location: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
  /** Aborts when the agent hangs up. */
  readonly gone: AbortSignal;
}

export type AgentReply =
  | { readonly ok: true; readonly answer: AgentAnswer }
  | { readonly ok: false; readonly status: 400 | 401; readonly text: string };
