import type { Burn } from '../check/burn.ts';
import type { Code } from '../check/codes.ts';
import type { Severity } from '../severity/severity.ts';
import type { Instant } from '../time/instant.ts';

/** The newest look at a monitor from one location, as the incident remembers it. */
export interface Sight {
  readonly slot: Instant;
  readonly at: Instant;
  /** The newest verdict that says something; `unknown` only where none ever did. */
  readonly verdict: 'up' | 'degraded' | 'down' | 'unknown';
  /** The latest slot itself was `unknown` (rule 7: no remedy, no recovery from it). */
  readonly blank: boolean;
  readonly code: Code;
  readonly text: string;
  readonly parts: readonly string[];
  /** Consecutive good looks. */
  readonly good: number;
  /** Consecutive looks with this same verdict. */
  readonly run: number;
  /** Bad checks of the last so many (`flaky`). */
  readonly bad: number;
  /** The error budget burns too fast from here (I6). */
  readonly burn?: Burn;
}

/** How sure we are that a monitor fails, and whether it does all the time (I1, I3, I6). */
export type Certainty = 'confirmed' | 'unconfirmed' | 'partial' | 'intermittent' | 'blind';

/** What a failing check said. */
export interface Said {
  readonly code: Code;
  readonly text: string;
  readonly parts: readonly string[];
}

/** A monitor that fails in this incident, until it has recovered (C1). */
export interface Failure {
  readonly since: Instant;
  readonly verdict: 'down' | 'degraded';
  readonly certainty: Certainty;
  readonly code: Code;
  readonly text: string;
  readonly parts: readonly string[];
  /** Locations that see it fail, of how many. */
  readonly from: number;
  readonly of: number;
  /** Set where a person or another tool says so, no check of ours (I7); `text` is what they said. */
  readonly reported?: Reported;
  /** Set once it was found to fail now and then, and kept: it has to stay calm until it is over, also once confirmed (I6). */
  readonly fitful?: Fitful;
}

/** Who says that something fails, and how bad it is (I7). It ends when they say so, never by missing data (rule 7). */
export interface Reported {
  readonly severity: Severity;
  /** A person, or the tool: `Alertmanager`. */
  readonly by: string;
  /** How it came: `console`, `API`, `alertmanager`. */
  readonly source: string;
  /** The alert's name; absent of what a person said. */
  readonly alert?: string;
  /** The monitor of ours that it is about. */
  readonly monitor?: string;
  readonly detail?: string;
  /** Where to look, and what to do: http or https. */
  readonly url?: string;
  readonly runbook?: string;
  /** It is a drill, of this person. */
  readonly drill?: string;
  /** Names of further reports that this one stands for, because there is no room for them. */
  readonly more?: readonly string[];
}

/** A report that ended: until then a repeat of the same failure is taken for an old one. */
export interface EndedReport {
  readonly ended: Instant;
  readonly until: Instant;
}

export interface Fitful {
  /** The last check that failed. */
  readonly last: Said;
  /** Good rounds in a row without which it may just as well fail on. */
  readonly rounds: number;
}

/** A monitor that looks broken and is being looked at again (I1). */
export interface Trial {
  readonly since: Instant;
  readonly rounds: number;
  readonly nextAt: Instant;
  /** The check that failed; absent in trials of versions that did not keep it. */
  readonly last?: Said;
  /** In a round of its own only a minority saw it fail: no majority confirms it any more. */
  readonly doubted?: true;
}
