import type { Instant } from '../time/instant.ts';

/** What a job reported: that it ran, or that it ran and failed. */
export interface Heartbeat {
  readonly at: Instant;
  readonly outcome: 'ok' | 'failed';
}

/** What is known of a job that reports. */
export interface Heartbeats {
  /** When somebody first asked: a job that never reported is late from here on, not from the beginning of time. */
  readonly known: Instant;
  /** Since when reports could arrive without a gap: what came before it may have been lost. */
  readonly listening: Instant;
  readonly last?: Heartbeat;
}

/** What jobs reported, by their monitor's name. */
export interface HeartbeatLog {
  /** `now` becomes `known` where nobody asked before. */
  of(name: string, now: Instant): Promise<Heartbeats>;
}

/** Keeps the newest report of each job, as durably as an incident: losing one would page somebody for nothing. */
export interface HeartbeatStore extends HeartbeatLog {
  /** An older report than the known one is nothing. */
  beat(name: string, heartbeat: Heartbeat): Promise<void>;
  /** Says that reports can arrive now; after more than `GAP` without it, `listening` begins anew. */
  listen(now: Instant): Promise<void>;
}

/** A shorter absence than this is no gap: a job's own retries bridge it. */
export const GAP = 120_000;

/** What agents' reports are filed under; no monitor can be called so. */
export const agentBeats = (location: string): string => `agent:${location}`;
