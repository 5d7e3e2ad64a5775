import { settled } from '../../src/simulation/clock.ts';

/** Counts the calls that take real time, so that virtual time passes only when none is under way. */
export class UnderWay {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** The same stores, every call of which is counted. */
  around<Stores extends object>(stores: Stores): Stores {
    return Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, this.#counted(store)])) as Stores;
  }

  atRest = async (): Promise<void> => {
    await settled();
    while (this.#count > 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      await settled();
    }
  };

  #counted<Store>(store: Store): Store {
    if (typeof store !== 'object' || store === null) return store;
    return new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          const got: unknown = Reflect.apply(value, target, args);
          return got instanceof Promise ? this.#during(got) : got;
        };
      },
    });
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await work;
    } finally {
      this.#count--;
      for (const tell of this.#waiting.splice(0)) tell();
    }
  }
}
