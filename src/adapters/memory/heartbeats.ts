import { GAP, type Heartbeat, type HeartbeatStore, type Heartbeats } from '../../core/check/heartbeat.ts';
import type { Instant } from '../../core/time/instant.ts';

/** The newest report of each job. */
export class MemoryHeartbeats implements HeartbeatStore {
  #known = new Map<string, Instant>();
  #last = new Map<string, Heartbeat>();
  #listening: { since: Instant; until: Instant } | undefined;

  async of(name: string, now: Instant): Promise<Heartbeats> {
    const known = this.#known.get(name) ?? now;
    this.#known.set(name, known);
    const last = this.#last.get(name);
    return { known, listening: this.#listening?.since ?? known, ...(last && { last: { ...last } }) };
  }

  async beat(name: string, heartbeat: Heartbeat): Promise<void> {
    if (!this.#known.has(name)) this.#known.set(name, heartbeat.at);
    const before = this.#last.get(name);
    if (!before || before.at <= heartbeat.at) this.#last.set(name, { ...heartbeat });
  }

  async listen(now: Instant): Promise<void> {
    const { since, until } = this.#listening ?? { since: now, until: now };
    this.#listening = { since: now - until > GAP ? now : since, until: Math.max(until, now) };
  }
}
