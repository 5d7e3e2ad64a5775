import type { RemedyPlan } from '../../core/plan.ts';
import type { Applied, Planned, RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import type { Deed, RemedyDeed } from '../../core/scenario/scenario.ts';
import { type Instant, inWords, SECOND } from '../../core/time/instant.ts';
import type { VirtualClock } from '../clock.ts';
import type { RemedyBehaviour, World } from '../world.ts';

type Order = Extract<Deed, { readonly what: 'remedy' }>;
interface Deploy {
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
}

/** Until a remedy shows, where the scenario does not say. */
const TAKES = 30 * SECOND;

/** What an apply answers and a look at it finds afterwards, by what the remedy would do. */
const FATES: Readonly<Record<RemedyDeed, { readonly applied: (why: string) => Applied; readonly mends: boolean }>> = {
  work: { applied: () => ({ is: 'applied' }), mends: true },
  refuse: { applied: (why) => ({ is: 'refused', why }), mends: false },
  fail: { applied: () => ({ is: 'applied' }), mends: false },
  'time-out': { applied: () => ({ is: 'unknown', why: 'no answer within 15 s' }), mends: true },
};

/** What the scenario's remedies would do, and what its deploys have left to undo. */
export class Repairs {
  #orders = new Map<string, Order>();
  #deploys = new Map<string, Deploy>();
  readonly #clock: VirtualClock;
  readonly #world: World;
  readonly #say: (text: string) => void;

  constructor(clock: VirtualClock, world: World, remedies: readonly RemedyPlan[], say: (text: string) => void) {
    this.#clock = clock;
    this.#world = world;
    this.#say = say;
    for (const remedy of remedies) world.remedy(remedy.name, this.#behaviour(remedy));
  }

  order(order: Order): void {
    this.#orders.set(order.remedy, order);
  }

  deployed(monitor: string, from: string, to: string): void {
    this.#deploys.set(monitor, { at: this.#clock.now(), from, to });
  }

  #behaviour(remedy: RemedyPlan): RemedyBehaviour {
    const order = (): Order => this.#orders.get(remedy.name) ?? { what: 'remedy', remedy: remedy.name, would: 'work' };
    const why = () => order().why ?? 'it did not help';
    let begun: Instant | undefined;
    return {
      plan: () => this.#plan(remedy, order()),
      apply: (): Applied => {
        const { applied, mends } = FATES[order().would];
        begun ??= this.#clock.now();
        if (mends) void this.#mend(remedy, order());
        return applied(why());
      },
      verify: (): Verified => {
        const { would, takes = TAKES } = order();
        if (begun === undefined || this.#clock.now() < begun + takes) return { is: 'pending', text: 'under way' };
        return FATES[would].mends ? { is: 'healthy' } : { is: 'failed', why: why() };
      },
    };
  }

  /** A remedy that undoes a deploy needs one, and a recent one (G2); whatever else there is can be used at once. */
  #plan(remedy: RemedyPlan, { would, summary, why }: Order): Planned {
    const { monitor } = remedy;
    if (would === 'refuse') return { is: 'refused', why: why ?? 'nothing to undo' };
    const within = remedy.settings['deployed-within'];
    const deploy = this.#deploys.get(monitor);
    const recent =
      deploy && (typeof within !== 'number' || this.#clock.now() - deploy.at <= within) ? deploy : undefined;
    if (typeof within === 'number' && !recent)
      return { is: 'refused', why: `${monitor} was not deployed in the last ${inWords(within)}` };
    const what =
      summary ??
      (typeof within === 'number' && recent
        ? `roll ${monitor} back from ${recent.to} to ${recent.from}`
        : `${remedy.name.replaceAll('-', ' ')} (${remedy.kind})`);
    return { is: 'planned', intent: intentOf(remedy, what) };
  }

  async #mend(remedy: RemedyPlan, { takes = TAKES, mends = [remedy.monitor] }: Order): Promise<void> {
    await this.#clock.sleep(takes);
    this.#world.mends(...mends);
    this.#say(`${remedy.name} shows: ${mends.join(' and ')} ${mends.length === 1 ? 'answers' : 'answer'} again`);
  }
}

const intentOf = ({ name, monitor }: RemedyPlan, summary: string): RemedyIntent => ({
  summary,
  target: monitor,
  facts: {},
  hash: `${name}: ${summary}`,
});
