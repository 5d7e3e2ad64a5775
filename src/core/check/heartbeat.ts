import type { Instant } from '../time/instant.ts';

/** What a job reported: that it ran, or that it ran and failed. */
export interface Heartbeat {
  readonly at: Instant;
  readonly outcome: 'ok' | 'failed';
}

/** What is known of a job that reports. */
export interface Heartbeats {
  /** When somebody first asked: a job that never reported is late from here on, not from the beginning of time. */
  readonly since: Instant;
  readonly last?: Heartbeat;
}

/** What jobs reported, by monitor. */
export interface HeartbeatLog {
  /** `now` becomes `since` where nobody asked before. */
  of(monitor: string, now: Instant): Promise<Heartbeats>;
}

/** Keeps the newest report of each job; losing one could page somebody for nothing, so it is as durable as an incident. */
export interface HeartbeatStore extends HeartbeatLog {
  /** An older report than the known one is nothing. */
  beat(monitor: string, heartbeat: Heartbeat): Promise<void>;
}
