import { PATIENCE, type Patience, type Questions, questions } from '../../diagnosis/inquiry.ts';
import { type KubeAnswer, messageIn } from '../api.ts';

/** A question to the cluster. */
export type Question = () => Promise<KubeAnswer>;

/** What a status means where it is not simply missing, by its number; `''` where there is nothing to say of it. */
export type Words = Readonly<Record<number, string>>;

/** Questions to a cluster that share one deadline. */
export interface Inquiry extends Questions {
  /** What was answered; `undefined` where that cannot be had or takes too long, which is noted and hides nothing else. Never rejects. */
  ask<T>(name: string, question: Question, words?: Words): Promise<T | undefined>;
}

/** Begins now: `patience.all` is for everything that is asked, whenever it is asked. */
export function inquire(patience: Patience = PATIENCE): Inquiry {
  const all = questions(patience);
  return {
    ...all,
    async ask<T>(name: string, question: Question, words: Words = {}) {
      const answer = await all.wait(name, question);
      if (answer === undefined) return undefined;
      if (answer.is === 'answered' && answer.status < 400) return answer.body as T;
      const why = answer.is === 'failed' ? answer.why : (words[answer.status] ?? messageIn(answer));
      if (why !== '') all.miss(name, why);
      return undefined;
    },
  };
}
