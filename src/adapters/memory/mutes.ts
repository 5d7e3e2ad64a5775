import type { Mute } from '../../core/incident/mute.ts';
import type { MuteStore } from '../../core/ports.ts';
import { kept } from './kept.ts';

/** Mutes; the same id again is the same mute, even after it was ended. */
export class MemoryMutes implements MuteStore {
  #mutes = new Map<string, Mute>();

  async current(now: number): Promise<readonly Mute[]> {
    const current = [...this.#mutes.values()].filter((mute) => mute.until > now);
    return current.sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1));
  }

  async add(mute: Mute): Promise<void> {
    if (!this.#mutes.has(mute.id)) this.#mutes.set(mute.id, kept(mute));
  }

  async end(id: string, at: number): Promise<void> {
    const mute = this.#mutes.get(id);
    if (mute && mute.until > at) this.#mutes.set(id, kept({ ...mute, until: at }));
  }
}
