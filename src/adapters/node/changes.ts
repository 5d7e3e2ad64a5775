import type { Changes } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';

/** Tells listeners in this process; a burst of announcements is one. A listener that throws does not keep the others from hearing. */
export class LocalChanges implements Changes {
  readonly #listeners = new Set<{ readonly tell: () => void }>();
  #pending = false;

  subscribe(listener: () => void): () => void {
    const subscription = { tell: listener };
    this.#listeners.add(subscription);
    return () => this.#listeners.delete(subscription);
  }

  announce(): void {
    if (this.#pending) return;
    this.#pending = true;
    setImmediate(() => {
      this.#pending = false;
      for (const subscription of this.#listeners) tell(subscription);
    });
  }
}

/** A browser that went away must not end the process that pages people. */
function tell({ tell }: { readonly tell: () => void }): void {
  try {
    tell();
  } catch (error) {
    process.emitWarning(`a listener to changes failed: ${reasonOf(error)}`);
  }
}
