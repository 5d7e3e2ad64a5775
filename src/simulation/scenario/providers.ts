import type { Delivery } from '../../core/escalation/delivery.ts';
import type { ChannelDeed } from '../../core/scenario/scenario.ts';
import { type Instant, SECOND } from '../../core/time/instant.ts';
import type { World } from '../world.ts';
import type { People } from './people.ts';

interface Mood {
  /** How long a send lasts, in ms. */
  readonly takes: number;
  readonly answers: (why: string | undefined, now: Instant) => Delivery;
}

/** What a provider does, as its channel sees it; the times are those of the local sender. */
const MOODS: Readonly<Record<ChannelDeed, Mood>> = {
  recovers: { takes: 40, answers: () => ({ is: 'accepted' }) },
  refuses: { takes: 40, answers: (why = 'its provider answers 401') => ({ is: 'permanent', why }) },
  hangs: { takes: 10 * SECOND, answers: (why = 'no answer within 10 s') => ({ is: 'unknown', why }) },
  'is-slow': { takes: 8 * SECOND, answers: () => ({ is: 'accepted' }) },
  throttles: {
    takes: 40,
    answers: (why = 'its provider answers 429, again in 30 s', now) => ({
      is: 'temporary',
      why,
      retryAt: now + 30 * SECOND,
    }),
  },
};

/** The channels' providers: how each of them is, and who cannot be reached through it. */
export class Providers {
  #moods = new Map<string, { readonly does: ChannelDeed; readonly why?: string }>();

  constructor(world: World, channels: readonly string[], people: People) {
    for (const name of channels) {
      const mood = () => this.#moods.get(name) ?? { does: 'recovers' as const };
      world.channel(
        name,
        (message, now) =>
          people.isCutOff(message.person, name)
            ? { is: 'permanent', why: `${message.person} was not reached` }
            : MOODS[mood().does].answers(mood().why, now),
        () => MOODS[mood().does].takes,
      );
    }
  }

  /** From now on the channel's provider does this. */
  set(channel: string, does: ChannelDeed, why?: string): void {
    this.#moods.set(channel, { does, ...(why !== undefined && { why }) });
  }
}
