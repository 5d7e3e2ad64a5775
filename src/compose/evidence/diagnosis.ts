import type { SignKind } from '../../diagnosis/logs/recognisers.ts';
import type { Section } from '../../diagnosis/runbook.ts';
import type { Usage } from './usage.ts';

/** A container as people want to know it. */
export interface Seen {
  readonly name: string;
  /** `running`, `exited 137 (out of memory)`, `unhealthy`. */
  readonly state: string;
  readonly isWell: boolean;
  /** Milliseconds UTC since when it is so. */
  readonly since?: number;
  /** As the files name it, and the short id of what that was. */
  readonly image: string;
  readonly id: string;
  /** How often its policy started it again. */
  readonly restarts: number;
  /** What its own check said last, where that fails; or why it could not be started. */
  readonly said?: string;
}

/** The end of what a container said. */
export interface Log {
  readonly name: string;
  readonly lines: readonly string[];
}

export type FindingKind = SignKind | 'crash' | 'not ready' | 'near its limit';

/** What is not as it should be, with what is likely behind it. */
export interface Cause {
  readonly is: FindingKind;
  readonly text: string;
  /** The container that says so by itself. */
  readonly by?: string;
  readonly section: Section;
  readonly cause: string;
  /** No fault by itself. */
  readonly hint?: true;
}

/** What was seen of a service, as plain JSON; what could not be had is absent, and said. */
export interface Diagnosis {
  readonly summary: string | undefined;
  readonly isWell: boolean;
  readonly containers: readonly Seen[];
  readonly usage: readonly Usage[];
  readonly logs: readonly Log[];
  readonly causes: readonly Cause[];
  readonly missing: Readonly<Record<string, string>>;
}
