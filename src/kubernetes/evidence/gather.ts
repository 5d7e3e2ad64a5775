import { reasonOf } from '../../core/reason.ts';
import { deadline, LATE } from '../../wire/deadline.ts';
import { type KubeAnswer, messageIn } from '../api.ts';

/** Milliseconds for one question, and for all of them. */
export const PATIENCE = { each: 3_000, all: 8_000 } as const;
export type Patience = { readonly each: number; readonly all: number };

/** A question to the cluster. */
export type Question = () => Promise<KubeAnswer>;

/** What a status means where it is not simply missing, by its number; `''` where there is nothing to say of it. */
export type Words = Readonly<Record<number, string>>;

/** Questions that share one deadline. Some wait for the answers of others: none waits for what it does not need. */
export interface Inquiry {
  /** What was answered; `undefined` where that cannot be had or takes too long, which is noted and hides nothing else. Never rejects. */
  ask<T>(name: string, question: Question, words?: Words): Promise<T | undefined>;
  /** The same for any other work. */
  wait<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
  /** Why there is no answer, by the name of the question. */
  readonly missing: Readonly<Record<string, string>>;
}

/** Timers are early where the process was busy as they were set; so little is no time for an answer. Milliseconds. */
const LEAST = 20;

/** Begins now: `patience.all` is for everything that is asked, whenever it is asked. */
export function inquire(patience: Patience = PATIENCE): Inquiry {
  const whole = deadline(patience.all);
  const missing: Record<string, string> = {};
  const wait = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    const left = Math.min(patience.each, whole.left());
    try {
      const answer = left >= LEAST ? await deadline(left).wait(work()) : LATE;
      if (answer !== LATE) return answer;
      missing[name] = 'no answer in time';
    } catch (error) {
      missing[name] = reasonOf(error);
    }
    return undefined;
  };
  return {
    missing,
    wait,
    async ask<T>(name: string, question: Question, words: Words = {}) {
      const answer = await wait(name, question);
      if (answer === undefined) return undefined;
      if (answer.is === 'answered' && answer.status < 400) return answer.body as T;
      const why = answer.is === 'failed' ? answer.why : (words[answer.status] ?? messageIn(answer));
      if (why !== '') missing[name] = why;
      return undefined;
    },
  };
}
