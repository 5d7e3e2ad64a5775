import type { Instant } from '../time/instant.ts';

/** One idea for maintenance, deploy windows, snooze, and "resolved" by hand while still failing (M1). */
export interface Mute {
  readonly id: string;
  readonly monitors: readonly string[];
  readonly from: Instant;
  readonly until: Instant;
  readonly why: string;
  readonly by: string;
  /** Set by the config: it ends with its window, nobody can end it sooner. */
  readonly planned?: true;
}

/** Until when a monitor is muted at `now`, by the longest mute in force; `undefined` where it is not. */
export function mutedUntil(mutes: readonly Mute[], monitor: string, now: Instant): Instant | undefined {
  const ends = mutes.filter((m) => m.from <= now && now < m.until && m.monitors.includes(monitor)).map((m) => m.until);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}
