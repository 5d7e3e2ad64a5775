import type { Delivery } from '../../core/escalation/delivery.ts';
import type { Message } from '../../core/message/message.ts';
import type { Plan } from '../../core/plan.ts';
import type { Receipt } from '../checker/history.ts';
import type { VirtualClock } from '../clock.ts';
import type { Dice } from './dice.ts';
import type { Mishaps } from './mishaps.ts';
import { behave } from './providers.ts';
import { MISBEHAVIOURS } from './script.ts';
import type { Truth } from './truth.ts';

export interface PostOptions {
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly truth: Truth;
  readonly mishaps: Mishaps;
  readonly plan: () => Plan;
  /** The chance that a provider misbehaves. */
  readonly rate: number;
  readonly misses: (channel: string, message: Message) => boolean;
  /** What arrived, and reached its person. */
  readonly onArrival: (message: Message) => void;
}

/** The providers of a world: each message has its receipt, whatever became of it. */
export class Post {
  readonly receipts: Receipt[] = [];
  readonly #options: PostOptions;

  constructor(options: PostOptions) {
    this.#options = options;
  }

  async send(channel: string, message: Message): Promise<Delivery> {
    const { clock, dice, truth, mishaps, plan, rate } = this.#options;
    const at = clock.now();
    const outage = mishaps.isCalm ? undefined : truth.outage(channel, at);
    const bad = outage?.does ?? (!mishaps.isCalm && dice.chance(rate) ? dice.pick(MISBEHAVIOURS) : undefined);
    const { takes, arrives, answer } = behave(bad, dice);
    if (bad) {
      mishaps.count(`provider ${bad}`);
      mishaps.delay(`provider ${bad}`, takes);
    }
    // A provider with a policy of its own looks after that itself: it reports nothing of the kind (E8).
    const isOwn = plan().channels[channel]?.can.escalates === true;
    const isMissed = arrives && !mishaps.isCalm && !isOwn && this.#options.misses(channel, message);
    if (isMissed) mishaps.count('reached nobody');
    await clock.sleep(takes);
    const delivery = answer(clock.now());
    const { person, type, incident, key, text, repeat } = message;
    this.receipts.push({
      at,
      answeredAt: clock.now(),
      channel,
      person,
      type,
      incident,
      key,
      text,
      repeat,
      answer: delivery.is,
      arrived: arrives && !isMissed,
      ...(isMissed && { missed: true as const }),
    });
    if (arrives && !isMissed) this.#options.onArrival(message);
    return delivery;
  }
}
