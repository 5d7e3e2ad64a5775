import type { Instant } from '../core/time/instant.ts';

/** Something that happens at a moment; of one moment, what was set first happens first. */
export interface Timer {
  readonly at: Instant;
  readonly nth: number;
  readonly wake: () => void;
}

/** A binary heap: the earliest timer is at hand whatever else is waiting. */
export class Timers {
  #heap: Timer[] = [];

  first(): Timer | undefined {
    return this.#heap[0];
  }

  add(timer: Timer): void {
    const heap = this.#heap;
    let child = heap.push(timer) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!isBefore(timer, heap[parent]!)) break;
      heap[child] = heap[parent]!;
      child = parent;
    }
    heap[child] = timer;
  }

  /** Takes the earliest one out. */
  take(): Timer | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(timer: Timer): void {
    const heap = this.#heap;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, timer)) break;
      heap[parent] = heap[child]!;
      parent = child;
    }
    heap[parent] = timer;
  }
}

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.nth < b.nth);
