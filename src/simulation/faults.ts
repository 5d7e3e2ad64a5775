/** What may befall a port call. `before`: it never happened. `after`: it happened, and the answer was lost. */
export type Fault = 'crash before' | 'crash after' | 'error before' | 'error after' | 'conflict';

/** The process died in the middle of a step: nothing of it goes on. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Decides, per call, what befalls it; calls are numbered from 1 in the order they are made. */
export type FaultPlan = (call: {
  readonly nth: number;
  readonly port: string;
  readonly method: string;
}) => Fault | undefined;

/** One proxy for every port: counts the calls and lets the plan's faults happen. */
export class Faults {
  #plan: FaultPlan = () => undefined;
  calls = 0;

  use(plan: FaultPlan): void {
    this.#plan = plan;
  }

  /** The same port, every call of which can fail. */
  around<Port extends object>(port: string, real: Port): Port {
    return new Proxy(real, {
      get: (target, method) => {
        const value = Reflect.get(target, method) as unknown;
        if (typeof value !== 'function' || typeof method !== 'string') return value;
        return (...args: unknown[]) => this.#call(port, method, () => Reflect.apply(value, target, args) as unknown);
      },
    });
  }

  async #call(port: string, method: string, real: () => unknown): Promise<unknown> {
    const fault = this.#plan({ nth: ++this.calls, port, method });
    if (fault === 'crash before') throw new Crash(`before ${port}.${method}`);
    if (fault === 'error before') throw new Error(`${port}.${method} failed`);
    if (fault === 'conflict' && method === 'write') return 'conflict';
    const result = await real();
    if (fault === 'crash after') throw new Crash(`after ${port}.${method}`);
    if (fault === 'error after') throw new Error(`${port}.${method}: the answer was lost`);
    return result;
  }
}
