import type { AlarmState } from '../alarm/alarm.ts';
import type { Heartbeats } from '../check/heartbeat.ts';
import type { Incident } from '../incident/incident.ts';
import type { Mute } from '../incident/mute.ts';
import type { Installation } from '../installation.ts';
import type { Plan } from '../plan.ts';
import type { Instant } from '../time/instant.ts';
import type { Revivals } from './revivals.ts';

/** What a patrol found, from outside the home region. What could not be asked is absent, and among `failures`. */
export interface Facts {
  readonly now: Instant;
  readonly plan: Plan;
  readonly installation: Installation;
  /** When the first patrol was: nothing is overdue from before that. */
  readonly begun: Instant;
  /** Every group's newest incident, ended ones included. */
  readonly heads?: readonly Incident[] | undefined;
  /** When overdue incidents were given a new run lately. */
  readonly revivals: Revivals;
  /** What each location's prober was last heard to do. */
  readonly beats?: Readonly<Record<string, Heartbeats>> | undefined;
  /** The installation's alarms; those that are in ALARM at least. */
  readonly alarms?: readonly AlarmState[] | undefined;
  /** Set by people, those that ended within `PATIENCE_AT_MOST` included. */
  readonly mutes?: readonly Mute[] | undefined;
  /** Whom drills are configured for, and when the last one was opened that they answered themselves. */
  readonly drills?: readonly Drilled[] | undefined;
  readonly failures: readonly Failure[];
}

export interface Drilled {
  readonly person: string;
  readonly answeredAt?: Instant | undefined;
}

/** Something that could not be asked or done, and why. */
export interface Failure {
  readonly what: 'table' | 'signal' | 'alarms' | 'revival';
  readonly why: string;
}
