import type { RunId, Runs } from '../core/ports.ts';
import { SECOND } from '../core/time/instant.ts';
import type { VirtualClock } from './clock.ts';
import type { Steps } from './steps.ts';

export interface WorkflowOptions {
  readonly clock: VirtualClock;
  readonly steps: () => Steps;
  /** A run died, and of what. */
  readonly onDeath: (death: unknown) => void;
  /** A step failed and is tried again. */
  readonly onError?: (error: unknown) => void;
  /** Who takes up a start, each after so many ms: nobody where it is lost, two where a second process took it up as well. */
  readonly runners: (run: RunId) => readonly number[];
}

/** The incident workflow: the loop of the committed definition, on virtual time. */
export class Workflow implements Runs {
  readonly #options: WorkflowOptions;
  readonly #started = new Set<string>();

  constructor(options: WorkflowOptions) {
    this.#options = options;
  }

  /** Already started is success (rule 4). A start that is lost can be made again. */
  async start(run: RunId): Promise<void> {
    const name = `${run.incident}/${run.generation}/${run.run}`;
    if (this.#started.has(name)) return;
    const runners = this.#options.runners(run);
    if (runners.length === 0) return;
    this.#started.add(name);
    for (const after of runners) void this.#loop(run, after).catch(this.#options.onDeath);
  }

  async #loop(run: RunId, after: number): Promise<void> {
    const { clock, steps } = this.#options;
    await clock.sleep(after);
    for (;;) {
      const due = await this.#resilient(() => steps().decide(run));
      if (due.do === 'end') return;
      if (due.do === 'wait') await clock.until(Date.parse(due.until));
      else await this.#resilient(() => steps()[due.do](due));
      await clock.sleep(1);
    }
  }

  /** The definition's Retry and Catch: an error is tried again. A crash is the end of the run: its step never returns. */
  async #resilient<T>(step: () => Promise<T>): Promise<T> {
    for (let pause = 1; ; pause = Math.min(pause * 2, 30)) {
      try {
        return await step();
      } catch (error) {
        this.#options.onError?.(error);
        await this.#options.clock.sleep(pause * SECOND);
      }
    }
  }
}
