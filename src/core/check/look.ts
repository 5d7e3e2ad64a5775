import type { Instant } from '../time/instant.ts';
import type { Burn } from './burn.ts';
import type { CheckResult, Verdict } from './check.ts';
import type { Code } from './codes.ts';

/** What an incident needs to know of a check: small enough to keep in its head. */
export interface Look {
  readonly monitor: string;
  readonly location: string;
  readonly slot: Instant;
  readonly at: Instant;
  readonly verdict: Verdict;
  readonly code: Code;
  readonly text: string;
  readonly parts: readonly string[];
  /** Bad checks among the last `of` of the monitor's `flaky` at this location, this one included (I3, I6); absent where nobody counts. */
  readonly bad?: number;
  /** The error budget burns too fast as seen from this location (I6). */
  readonly burn?: Burn;
}

/** A check, and what the prober's memory makes of it. */
export interface Weighed {
  /** The check; degraded where it took much longer than usual at this hour. */
  readonly result: CheckResult;
  readonly bad: number;
  readonly burn?: Burn;
}

/** A check as an incident sees it. */
export const lookOf = ({ result, bad, burn }: Weighed): Look => ({
  monitor: result.monitor,
  location: result.location,
  slot: result.slot,
  at: result.startedAt,
  verdict: result.verdict,
  code: result.code,
  text: result.text,
  parts: result.failingParts,
  bad,
  ...(burn && { burn }),
});

/** A good look that says nothing of the service's own speed (W8). A bad one is kept whatever it took: that it failed counts. */
export const isColdAndUp = ({ cold, verdict }: Pick<CheckResult, 'cold' | 'verdict'>): boolean =>
  cold === true && verdict === 'up';

/** Down or degraded; `unknown` is neither good nor bad (rule 7). */
export const isBad = (verdict: Verdict): boolean => verdict === 'down' || verdict === 'degraded';
