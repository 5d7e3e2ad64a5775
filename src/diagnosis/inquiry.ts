import { reasonOf } from '../core/reason.ts';
import { deadline, LATE } from '../wire/deadline.ts';

/** Milliseconds for one question, and for all of them. */
export const PATIENCE = { each: 3_000, all: 8_000 } as const;
export type Patience = { readonly each: number; readonly all: number };

/** Questions that share one deadline. Some wait for the answers of others: none waits for what it does not need. */
export interface Questions {
  /** What the work gives; `undefined` where it fails or takes too long, which is noted and hides nothing else. Never rejects. */
  wait<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
  /** Why there is no answer, by the name of the question. */
  readonly missing: Readonly<Record<string, string>>;
  /** Notes that there is none. */
  miss(name: string, why: string): void;
}

/** Timers are early where the process was busy as they were set; so little is no time for an answer. Milliseconds. */
const LEAST = 20;

/** Begins now: `patience.all` is for everything that is asked, whenever it is asked. */
export function questions(patience: Patience = PATIENCE): Questions {
  const whole = deadline(patience.all);
  const missing: Record<string, string> = {};
  const miss = (name: string, why: string) => {
    missing[name] = why;
  };
  return {
    missing,
    miss,
    async wait(name, work) {
      const left = Math.min(patience.each, whole.left());
      try {
        const answer = left >= LEAST ? await deadline(left).wait(work()) : LATE;
        if (answer !== LATE) return answer;
        miss(name, 'no answer in time');
      } catch (error) {
        miss(name, reasonOf(error));
      }
      return undefined;
    },
  };
}
