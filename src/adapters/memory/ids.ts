import type { Ids } from '../../core/ports.ts';

/** Counts: the same run gives the same ids (V5). */
export class CountedIds implements Ids {
  #n = 0;
  next(): string {
    this.#n += 1;
    return `e${this.#n}`;
  }
}
