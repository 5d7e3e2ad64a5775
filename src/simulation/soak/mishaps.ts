import type { RunId } from '../../core/ports.ts';
import { MINUTE, SECOND } from '../../core/time/instant.ts';
import type { Delay } from '../checker/history.ts';
import type { VirtualClock } from '../clock.ts';
import { FAULTS, type Fault, isInjected } from '../faults.ts';
import type { Dice } from './dice.ts';
import type { Script } from './script.ts';

/** What a fault may cost: a crash until its lease is over and the watch has seen it, an error until the step is tried again. */
const COSTS = { crash: 4 * MINUTE, error: 2 * MINUTE, conflict: 0 } as const;

/** Whatever befalls a world, by its script's rates, until the calm: counted, with what it may cost of time. */
export class Mishaps {
  readonly counts: Record<string, number> = {};
  readonly delays: Delay[] = [];
  /** What was thrown and goes back to no fault of ours. */
  readonly surprises: string[] = [];
  isCalm = false;
  readonly #clock: VirtualClock;
  readonly #dice: Dice;
  readonly #rates: Script['rates'];

  constructor(clock: VirtualClock, dice: Dice, rates: Script['rates']) {
    this.#clock = clock;
    this.#dice = dice;
    this.#rates = rates;
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  /** Something that takes so long at most befalls now. */
  delay(why: string, ms: number): void {
    this.delays.push({ at: this.#clock.now(), ms, why });
  }

  /** What was thrown: a fault of ours, or a bug. */
  hear(error: unknown): void {
    if (!isInjected(error)) this.surprises.push(String(error instanceof Error ? (error.stack ?? error) : error));
  }

  /** What befalls a port call. */
  fault({ port, method }: { readonly port: string; readonly method: string }): Fault | undefined {
    if (!this.#dice.chance(this.#rates.port)) return undefined;
    const fault = method === 'write' ? this.#dice.pick(FAULTS) : this.#dice.pick(FAULTS.slice(0, 4));
    this.count(fault);
    this.delay(`${fault} ${port}.${method}`, COSTS[fault.split(' ')[0] as keyof typeof COSTS]);
    return fault;
  }

  /** Now and then a store takes its time: what two of us do at once is in each other's way then. */
  travel(): Promise<void> | undefined {
    const { slow } = this.#rates;
    if (slow === 0 || this.isCalm || !this.#dice.chance(slow)) return undefined;
    const takes = this.#dice.tail(200, 5 * SECOND);
    this.count('store slow');
    this.delay('store slow', takes);
    return this.#clock.sleep(takes);
  }

  /** Who takes up a run's start, each after so many ms. */
  runners({ run }: RunId): readonly number[] {
    if (this.isCalm || !this.#dice.chance(this.#rates.start)) return [1];
    if (this.#dice.chance(0.5)) {
      this.count('lost start');
      this.delay(`start of run ${run} lost`, COSTS.crash);
      return [];
    }
    this.count('two runners');
    return [1, 1 + this.#dice.between(0, 2) * this.#dice.between(0, 5 * SECOND)];
  }
}
