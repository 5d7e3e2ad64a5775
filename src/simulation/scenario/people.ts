import type { Condition, Reaction } from '../../core/scenario/scenario.ts';
import type { Receipt } from '../world.ts';

/** Something that somebody does each time, so long after noticing a page. */
export interface Habit {
  readonly does: Reaction;
  /** Milliseconds. */
  readonly within: number;
  readonly remedy?: string;
}

interface Person {
  readonly reachable: boolean;
  readonly asleep: boolean;
  /** Channels on which this person alone cannot be reached. */
  readonly cutOff: readonly string[];
  readonly habits: readonly Habit[];
}

const AWAKE: Person = { reachable: true, asleep: false, cutOff: [], habits: [] };

/** What each condition makes of a person. `on`: a channel. */
const BECOMES: Readonly<Record<Condition, (person: Person, on?: string) => Person>> = {
  'is-unreachable': (person, on) =>
    on === undefined ? { ...person, reachable: false } : { ...person, cutOff: [...person.cutOff, on] },
  'is-reachable': (person) => ({ ...person, reachable: true, cutOff: [] }),
  sleeps: (person) => ({ ...person, asleep: true }),
  'is-awake': (person) => ({ ...person, asleep: false }),
  ignores: (person) => ({ ...person, habits: [] }),
};

/** What each reaction answers: a plan to approve comes as news. */
const ANSWERS: Readonly<Record<Reaction, readonly Receipt['message']['type'][]>> = {
  acknowledges: ['page'],
  escalates: ['page'],
  approves: ['page', 'update'],
  refuses: ['page', 'update'],
};

/** Undone when a condition's time is over. */
export const OPPOSITE: Readonly<Partial<Record<Condition, Condition>>> = {
  'is-unreachable': 'is-reachable',
  sleeps: 'is-awake',
};

/** The people of a scenario: whom a page gets through to, and what they then do. */
export class People {
  #people = new Map<string, Person>();
  readonly #wakes: (channel: string) => boolean;

  constructor(wakes: (channel: string) => boolean) {
    this.#wakes = wakes;
  }

  become(name: string, condition: Condition, on?: string): void {
    this.#people.set(name, BECOMES[condition](this.#of(name), on));
  }

  /** From now on, each time after being paged. The same deed again replaces the one before. */
  adopt(name: string, habit: Habit): void {
    const person = this.#of(name);
    const others = person.habits.filter(({ does, remedy }) => does !== habit.does || remedy !== habit.remedy);
    this.#people.set(name, { ...person, habits: [...others, habit] });
  }

  /** The provider itself says so: voicemail, an unknown address. */
  isCutOff(name: string, channel: string): boolean {
    return this.#of(name).cutOff.includes(channel);
  }

  /** Of what a channel accepted: someone asleep notices only what wakes (E6), someone unreachable nothing. */
  notices(name: string, channel: string): boolean {
    const { reachable, asleep } = this.#of(name);
    return reachable && (!asleep || this.#wakes(channel));
  }

  /** What somebody will do about a message that they were given. */
  habitsFor({ channel, message, delivery }: Receipt): readonly Habit[] {
    if (delivery.is !== 'accepted' || !this.notices(message.person, channel)) return [];
    return this.#of(message.person).habits.filter(({ does }) => ANSWERS[does].includes(message.type));
  }

  #of(name: string): Person {
    return this.#people.get(name) ?? AWAKE;
  }
}
