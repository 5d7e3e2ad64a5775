import type { Instant } from '../time/instant.ts';
import type { Code } from './codes.ts';

/** `unknown` is neither up nor down: it never resolves an incident and never triggers a remedy (rule 7). */
export type Verdict = 'up' | 'degraded' | 'down' | 'unknown';

/** Milliseconds on a monotonic clock, summed over redirects; a phase that did not happen is absent. */
export interface Phases {
  readonly dns?: number;
  readonly connect?: number;
  readonly tls?: number;
  readonly wait?: number;
  readonly transfer?: number;
  readonly total: number;
}

/** One expectation with what was seen. `weight`: broken `expect` is down, broken `warn` is degraded (W10), a broken part names a suspect. */
export interface Expectation {
  readonly name: string;
  readonly weight: 'expect' | 'warn' | 'part';
  readonly expected: string;
  readonly seen: string;
  readonly ok: boolean;
  /** The code this expectation yields when it is broken. */
  readonly code: Code;
}

export interface Screenshot {
  readonly type: 'image/jpeg';
  readonly base64: string;
}

/** What a probe kind answers: one look, without who asked for it. */
export interface Finding {
  readonly verdict: Verdict;
  readonly code: Code;
  /** One sentence for people, without secrets (W7): `answers 500 instead of 200`. It follows the monitor's name. */
  readonly text: string;
  readonly phases: Phases;
  readonly expectations: readonly Expectation[];
  /** Names of failing parts (`database`): the suspects before the monitor itself (I5). */
  readonly failingParts: readonly string[];
  /** What was observed, small and redacted: status, address, protocol, certificate days, redirects … */
  readonly observed: Readonly<Record<string, string | number | boolean>>;
  /** What a visitor would have seen, where a browser looked. Kept beside the results, not in them. */
  readonly screenshot?: Screenshot;
  /** The conversation, line by line, for `check --trace`; only when asked for. */
  readonly trace?: readonly string[];
}

/** One look at one monitor from one location in one time slot (probing.md). */
export interface CheckResult extends Finding {
  readonly monitor: string;
  readonly location: string;
  /** The slot's nominal start; the newest slot per monitor and location counts (T3). */
  readonly slot: Instant;
  readonly startedAt: Instant;
  /** The first look of its kind in a process: what it loads and learns makes it slow, so it is kept out of latency figures (W8). */
  readonly cold?: true;
  /** Set when the first look failed and this one, at once on a fresh connection, is what counted (I2). */
  readonly retried?: { readonly code: Code; readonly text: string };
}
