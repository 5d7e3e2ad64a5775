import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean 'expect'?`, or what there is to choose from; empty where there is nothing. */
export function suggest(wrong: string, choices: readonly string[]): string {
  if (choices.length === 0) return '';
  const nearest = closest(wrong.toLowerCase(), choices as string[]);
  if (distance(wrong.toLowerCase(), nearest) <= Math.max(2, Math.floor(wrong.length / 3)))
    return `Did you mean '${nearest}'?`;
  return choices.length <= 12 ? `There is ${choices.join(', ')}.` : '';
}
