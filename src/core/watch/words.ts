import type { Installation } from '../installation.ts';
import type { Plan } from '../plan.ts';
import { inWords, MINUTE } from '../time/instant.ts';
import type { Saying } from './said.ts';

const SAYS: Readonly<Record<Saying['how'], (saying: Saying, lasts: string) => string>> = {
  new: ({ text, remedy }) => `${text}. ${remedy}`,
  again: ({ text, remedy }) => `Again: ${text}. ${remedy}`,
  still: ({ text, remedy }, lasts) => `Still, after ${lasts}: ${text}. ${remedy}`,
  over: ({ text }, lasts) => `Over after ${lasts}: ${text}.`,
};

/** What is published: plain text, a line for each concern; `undefined` where there is nothing to say. */
export function wordsOf(
  say: readonly Saying[],
  { name }: Pick<Plan, 'name'>,
  { watch }: Pick<Installation, 'watch'>,
): string | undefined {
  if (say.length === 0) return undefined;
  const lines = say.map((saying) => capital(SAYS[saying.how](saying, lasts(saying))));
  return [`Tocsin of ${name}, watched from ${watch}:`, ...lines.map((line) => `- ${line}`)].join('\n');
}

/** What one patrol found and the next did not lasted for something like a minute. */
const lasts = ({ since, until }: Saying): string => inWords(Math.max(MINUTE, until - since));

/** A sentence begins with a capital, unless it begins with a name: `tocsin-shop-signal`. */
const capital = (text: string): string =>
  /^[a-z]+\b(?!-)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
