import { reasonOf } from '../../core/reason.ts';
import { deadline, LATE } from '../../wire/deadline.ts';
import { type KubeAnswer, messageIn } from '../api.ts';

/** Milliseconds for one question, and for all of them. */
export const PATIENCE = { each: 3_000, all: 8_000 } as const;

/** A question to the cluster. */
export type Question = () => Promise<KubeAnswer>;

/** What was answered, by the name of its question; and why the others were not. */
export interface Gathered<Name extends string> {
  readonly got: Readonly<Partial<Record<Name, unknown>>>;
  readonly missing: Readonly<Partial<Record<Name, string>>>;
}

/** Asks everything at once. What cannot be had, or takes too long, hides nothing else (8 s in all). Never throws. */
export async function gather<Name extends string>(
  questions: Readonly<Record<Name, Question>>,
  patience: { readonly each: number; readonly all: number } = PATIENCE,
): Promise<Gathered<Name>> {
  const whole = deadline(patience.all);
  const got: Partial<Record<Name, unknown>> = {};
  const missing: Partial<Record<Name, string>> = {};
  const asked = Object.entries(questions).map(async ([key, question]) => {
    const name = key as Name;
    try {
      const own = deadline(Math.min(patience.each, whole.left()));
      const answer = await own.wait((question as Question)());
      if (answer === LATE) missing[name] = 'no answer in time';
      else if (answer.is === 'failed') missing[name] = answer.why;
      else if (answer.status >= 400) missing[name] = messageIn(answer);
      else got[name] = answer.body;
    } catch (error) {
      missing[name] = reasonOf(error);
    }
  });
  await Promise.all(asked);
  return { got, missing };
}
