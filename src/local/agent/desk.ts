import type { Ask } from '../../core/agent.ts';
import type { CheckResult } from '../../core/check/check.ts';

/** Where asks wait for their agent, and whoever asked waits for the answer. One per location. */
export class AskDesk {
  #waiting: Ask[] = [];
  readonly #answers = new Map<string, (result: CheckResult) => void>();
  #wake: (() => void) | undefined;

  /** Asks, and waits up to `ms`; `undefined`: no answer. */
  ask(ask: Ask, ms: number): Promise<CheckResult | undefined> {
    return new Promise((resolve) => {
      const end = (result?: CheckResult) => {
        clearTimeout(timer);
        this.#answers.delete(ask.id);
        this.#waiting = this.#waiting.filter(({ id }) => id !== ask.id);
        resolve(result);
      };
      const timer = setTimeout(end, ms);
      this.#answers.set(ask.id, end);
      this.#waiting.push(ask);
      this.#wake?.();
    });
  }

  /** What was asked and not fetched yet; waits up to `ms` for the first, or until the agent hangs up. Each is handed out once. */
  async fetch(ms: number, gone: AbortSignal): Promise<readonly Ask[]> {
    if (this.#waiting.length === 0 && ms > 0 && !gone.aborted) await this.#news(ms, gone);
    if (gone.aborted) return [];
    const all = this.#waiting;
    this.#waiting = [];
    return all;
  }

  /** An answer that nobody waits for any more is nothing. */
  answer(ask: string, result: CheckResult): void {
    this.#answers.get(ask)?.(result);
  }

  #news(ms: number, gone: AbortSignal): Promise<void> {
    // A second call of the same agent means that the first is lost, whatever its connection says.
    this.#wake?.();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        gone.removeEventListener('abort', end);
        if (this.#wake === end) this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      gone.addEventListener('abort', end, { once: true });
      this.#wake = end;
    });
  }
}
