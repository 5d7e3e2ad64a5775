import type { Remedies } from '../../core/ports.ts';
import { MINUTE, SECOND } from '../../core/time/instant.ts';
import type { Deployed, Remedied } from '../checker/history.ts';
import type { VirtualClock } from '../clock.ts';
import type { Dice } from './dice.ts';
import type { Truth } from './truth.ts';

const QUICK = 200;
const SLOW = 20 * SECOND;

/** A remedy that somebody else's machine carries out: it may refuse, do nothing, mend, or do it without a word. */
export class Undo implements Remedies {
  readonly remedied: Remedied[] = [];
  /** Whatever it undoes, nobody sees it come. */
  readonly deploys: readonly Deployed[] = [];
  /** The hash of the newest plan of each remedy: what approvers were shown. */
  readonly shown = new Map<string, string>();
  #plans = 0;
  readonly #clock: VirtualClock;
  readonly #dice: Dice;
  readonly #truth: Truth;
  readonly #monitorOf: (remedy: string) => string | undefined;
  readonly #onDelay: (why: string, ms: number) => void;

  constructor(
    clock: VirtualClock,
    dice: Dice,
    truth: Truth,
    monitorOf: (remedy: string) => string | undefined,
    onDelay: (why: string, ms: number) => void,
  ) {
    this.#onDelay = onDelay;
    this.#clock = clock;
    this.#dice = dice;
    this.#truth = truth;
    this.#monitorOf = monitorOf;
  }

  live(): void {}

  calm(): void {}

  plan: Remedies['plan'] = async (remedy) => {
    await this.#clock.sleep(QUICK);
    if (this.#dice.chance(0.1)) return { is: 'refused', why: 'nothing to undo' };
    this.#plans += 1;
    const hash = `h${this.#plans}`;
    this.shown.set(remedy, hash);
    return { is: 'planned', intent: { summary: 'undo the last deploy', target: 'backend', facts: {}, hash } };
  };

  apply: Remedies['apply'] = async (remedy, intent, { incident, key }) => {
    const takes = this.#dice.pick([QUICK, QUICK, SLOW]);
    if (takes === SLOW) this.#onDelay('a remedy takes its time', SLOW);
    await this.#clock.sleep(takes);
    const roll = this.#dice.roll();
    if (roll < 0.1) return { is: 'refused', why: 'another deploy is under way' };
    if (roll < 0.2) return { is: 'unknown', why: 'no answer in time' };
    const at = this.#clock.now();
    this.remedied.push({ at, remedy, incident, key, hash: intent.hash });
    const monitor = this.#monitorOf(remedy);
    if (monitor !== undefined && roll > 0.5) this.#truth.mend(monitor, at + this.#dice.between(1, MINUTE));
    return roll < 0.3 ? { is: 'unknown', why: 'no answer in time' } : { is: 'applied' };
  };

  verify: Remedies['verify'] = async () => {
    await this.#clock.sleep(QUICK);
    const roll = this.#dice.roll();
    if (roll < 0.5) return { is: 'pending', text: 'still rolling out' };
    return roll < 0.9 ? { is: 'healthy' } : { is: 'failed', why: 'the new template is not ready' };
  };
}
