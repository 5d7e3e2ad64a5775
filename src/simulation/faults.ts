/** What may befall a port call. `before`: it never happened. `after`: it happened, and the answer was lost. */
export const FAULTS = ['crash before', 'crash after', 'error before', 'error after', 'conflict'] as const;
export type Fault = (typeof FAULTS)[number];

/** The process died in the middle of a step: nothing of it goes on, not even its handling of errors. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** A port call failed because it was told to. */
export class Injected extends Error {
  override readonly name = 'Injected';
}

/** True of everything thrown that goes back to a fault of ours; anything else is a bug that came to light. */
export const isInjected = (thrown: unknown): boolean =>
  thrown instanceof Crash || thrown instanceof Injected || (thrown instanceof Error && isInjected(thrown.cause));

/** Decides, per call, what befalls it; calls are numbered from 1 in the order they are made. */
export type FaultPlan = (call: {
  readonly nth: number;
  readonly port: string;
  readonly method: string;
}) => Fault | undefined;

/** Stands before every port: counts the calls and lets the plan's faults happen. */
export class Faults {
  #plan: FaultPlan = () => undefined;
  #mourners = new Set<(crash: Crash) => void>();
  readonly #onCrash: (crash: Crash) => void;
  calls = 0;

  constructor(onCrash: (crash: Crash) => void = () => undefined) {
    this.#onCrash = onCrash;
  }

  use(plan: FaultPlan): void {
    this.#plan = plan;
  }

  /** The same port, every call of which can fail. */
  around<Port extends object>(port: string, real: Port): Port {
    const proxy: Record<string, unknown> = {};
    for (const method of methodsOf(real)) {
      const value = Reflect.get(real, method) as (...args: unknown[]) => unknown;
      proxy[method] = (...args: unknown[]) => {
        const fault = this.#plan({ nth: ++this.calls, port, method });
        if (fault === undefined) return value.apply(real, args);
        return this.#befall(fault, port, method, () => value.apply(real, args));
      };
    }
    return proxy as Port;
  }

  /** Waits for work that takes no time, for somebody outside the process that does it: a crash meanwhile is theirs to hear of. */
  async mortal<T>(work: () => Promise<T>): Promise<T> {
    let mourn: (crash: Crash) => void = () => undefined;
    const death = new Promise<never>((_, reject) => {
      mourn = reject;
    });
    this.#mourners.add(mourn);
    try {
      return await Promise.race([work(), death]);
    } finally {
      this.#mourners.delete(mourn);
    }
  }

  async #befall(fault: Fault, port: string, method: string, real: () => unknown): Promise<unknown> {
    if (fault === 'crash before') return this.#die(`before ${port}.${method}`);
    if (fault === 'error before') throw new Injected(`${port}.${method} failed`);
    if (fault === 'conflict' && method === 'write') return 'conflict';
    const result = await real();
    if (fault === 'crash after') return this.#die(`after ${port}.${method}`);
    if (fault === 'error after') throw new Injected(`${port}.${method}: the answer was lost`);
    return result;
  }

  /** Whoever called waits for ever: a dead process goes on with nothing. */
  #die(when: string): Promise<never> {
    const crash = new Crash(when);
    this.#onCrash(crash);
    for (const mourn of this.#mourners) mourn(crash);
    return new Promise<never>(() => undefined);
  }
}

/** The methods of a port, of a class or not. */
function methodsOf(port: object): readonly string[] {
  const names = new Set<string>();
  for (let at: object | null = port; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null)
    for (const name of Object.getOwnPropertyNames(at))
      if (name !== 'constructor' && typeof Reflect.get(port, name) === 'function') names.add(name);
  return [...names];
}
