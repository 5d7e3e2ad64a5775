import type { Answer, AnswerReply } from '../../core/incident/answer.ts';
import type { Message } from '../../core/message/message.ts';
import type { Plan } from '../../core/plan.ts';
import { MINUTE, SECOND } from '../../core/time/instant.ts';
import type { Answered, Mute } from '../checker/history.ts';
import type { VirtualClock } from '../clock.ts';
import type { Dice } from './dice.ts';

export interface PeoplePorts {
  readonly clock: VirtualClock;
  readonly plan: () => Plan;
  readonly respond: (answer: Answer) => Promise<AnswerReply>;
  /** The newest plan's hash of a remedy: what an approver was shown. */
  readonly shown: (remedy: string) => string | undefined;
  readonly incidents: () => readonly string[];
  readonly onError: (error: unknown) => void;
}

/** How often somebody tries again when the answer fails. */
const TRIES = 3;

/** Everyone who may do something: those who were paged, and those who were not. Writes down what they did and were told. */
export class People {
  readonly answers: Answered[] = [];
  readonly mutes: Mute[] = [];
  readonly #ports: PeoplePorts;
  readonly #dice: Dice;
  /** Forms that were posted so far. */
  #forms = 0;
  /** How likely somebody who is paged does something about it. */
  readonly #answering: number;

  constructor(ports: PeoplePorts, dice: Dice, answering: number) {
    this.#ports = ports;
    this.#dice = dice;
    this.#answering = answering;
  }

  /** A message arrives: perhaps somebody does something about it, sooner or later. */
  hear(message: Message): void {
    const dice = this.#dice;
    if (message.type === 'page' && dice.chance(this.#answering)) {
      const wait = 2 * SECOND + dice.tail(90 * SECOND, 12 * MINUTE);
      this.#later(wait, this.#reaction(message));
      // An impatient thumb, or a second person with the same message.
      if (dice.chance(0.15)) this.#later(wait + dice.between(0, 5 * SECOND), this.#reaction(message));
    }
    if (message.offers.some(({ action }) => action === 'approve') && dice.chance(0.7))
      for (const remedy of Object.keys(this.#ports.plan().remedies))
        this.#later(2 * SECOND + dice.tail(3 * MINUTE, 25 * MINUTE), this.#verdict(message, remedy));
  }

  /** Somebody does something that nobody asked for. */
  whim(): void {
    const dice = this.#dice;
    const incident = dice.chance(0.7)
      ? (dice.pick(this.#ports.incidents()) ?? 'g1-1')
      : dice.pick(['g1-1', 'g1-99', 'nowhere-1']);
    const by = dice.pick(['ada', 'bob', 'stranger']);
    this.#later(0, () =>
      dice.pick<() => Answer>([
        () => ({ action: 'acknowledge', incident, by, via: 'console' }),
        () => ({ action: 'acknowledge', incident, by, via: 'console' }),
        () => ({ action: 'escalate', incident, by, via: 'console' }),
        () => ({
          action: 'approve',
          incident,
          by,
          via: 'console',
          remedy: 'undo',
          hash: this.#ports.shown('undo') ?? 'h0',
        }),
        () => ({ action: 'refuse', incident, by, via: 'console', remedy: 'undo' }),
        () => this.#mute(),
        () => this.#mute(),
        () => ({ action: 'unacknowledge', incident, by, via: 'console' }),
        () => ({ action: 'reassign', incident, by, via: 'console', to: this.#somebody() }),
        () => ({ action: 'note', incident, by, via: 'console', text: 'looking at the database' }),
      ])(),
    );
  }

  #reaction({ incident, person, key, thread }: Message): () => Answer {
    const by = this.#dice.chance(0.8) ? person : this.#dice.pick(['eve', 'ada', 'bob']);
    const roll = this.#dice.roll();
    // A link is good for its generation, and a form counts once however often it is sent.
    const generation = Number(thread.split('/').at(-1));
    const about = { incident, by, via: 'link', generation, once: `${key}/${this.#forms++}` };
    return () =>
      roll < 0.85
        ? { action: 'acknowledge', ...about }
        : roll < 0.93
          ? { action: 'escalate', ...about }
          : roll < 0.95
            ? { action: 'reassign', ...about, to: this.#somebody() }
            : roll < 0.96
              ? { action: 'unacknowledge', ...about }
              : this.#mute();
  }

  #somebody(): string {
    const { people, rotations } = this.#ports.plan().policy.roster;
    return this.#dice.pick([...Object.keys(people), ...Object.keys(rotations), 'nobody']);
  }

  #verdict({ incident, person }: Message, remedy: string): () => Answer {
    const by = this.#dice.chance(0.9) ? person : 'stranger';
    const seen = this.#dice.chance(0.9) ? this.#ports.shown(remedy) : 'h0';
    const refuses = this.#dice.chance(0.2);
    return () =>
      refuses
        ? { action: 'refuse', incident, by, via: 'link', remedy }
        : { action: 'approve', incident, by, via: 'link', remedy, hash: seen ?? 'h0' };
  }

  #mute(): Answer {
    const monitor = this.#dice.pick(Object.keys(this.#ports.plan().monitors));
    return { action: 'mute', monitors: [monitor], for: this.#dice.between(1, 8) * MINUTE, why: 'planned', by: 'ada' };
  }

  #later(ms: number, answer: () => Answer): void {
    void this.#ports.clock.sleep(ms).then(() => this.#do(answer()));
  }

  async #do(answer: Answer): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        this.#note(answer, await this.#ports.respond(answer));
        return;
      } catch (error) {
        this.#ports.onError(error);
        // A mute may have been stored although the answer was lost: from here on nobody can tell.
        this.#note(answer, { ok: false, text: 'the answer was lost' });
        await this.#ports.clock.sleep(3 * SECOND);
      }
    }
  }

  #note(answer: Answer, { ok, text }: AnswerReply): void {
    const at = this.#ports.clock.now();
    const { action, by } = answer;
    const about = 'incident' in answer ? { incident: answer.incident } : {};
    const remedy = 'remedy' in answer ? { remedy: answer.remedy } : {};
    const hash = 'hash' in answer ? { hash: answer.hash } : {};
    this.answers.push({ at, action, by, ...about, ...remedy, ...hash, ok, text });
    if (answer.action === 'mute')
      this.mutes.push({ from: at, until: at + answer.for, monitors: answer.monitors, isSure: ok });
  }
}
