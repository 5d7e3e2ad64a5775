import type { WatchMemory } from '../../core/ports.ts';
import type { PatrolMemory } from '../../core/watch/memory.ts';
import { kept } from './kept.ts';

/** What the last patrol left. */
export class MemoryWatchMemory implements WatchMemory {
  #memory: PatrolMemory | undefined;

  async read(): Promise<PatrolMemory | undefined> {
    return this.#memory;
  }

  async write(memory: PatrolMemory): Promise<void> {
    this.#memory = kept(memory);
  }
}
