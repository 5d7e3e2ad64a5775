import { momentOf } from '../../core/scenario/moment.ts';
import type { Expected, Grammar, Said, Slot } from '../../core/scenario/scenario.ts';
import { type Instant, parseDuration } from '../../core/time/instant.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import { choicesFor, type Known } from './names.ts';

export interface Surroundings {
  readonly known: Known;
  readonly start: Instant;
  /** Where the scenario sets one; else infinite. */
  readonly end: Instant;
  readonly zone: string;
  readonly grammar: Grammar;
}

/** A sentence, understood: every name known, every time read; or what is wrong with it. */
export function readExpectation(
  text: string,
  i: number,
  document: ConfigDocument,
  around: Surroundings,
): { readonly expected?: Expected; readonly problems: readonly Problem[] } {
  const at = ['expect', i];
  const read = around.grammar.read(text);
  if (!read)
    return {
      problems: [
        document.problem(at, `'${text}' is not understood`, `Did you mean '${around.grammar.nearest(text)}'?`),
      ],
    };
  const said: Partial<Record<Slot, Said[Slot]>> = {};
  const problems: Problem[] = [];
  for (const [slot, word] of Object.entries(read.words) as [Slot, string][]) {
    const value = meantBy(slot, word, around);
    if (typeof value === 'object' && 'problem' in value)
      problems.push(document.problem(at, value.problem, value.remedy));
    else said[slot] = value;
  }
  return problems.length > 0
    ? { problems }
    : { expected: { text, pattern: read.pattern, said: said as Partial<Said> }, problems };
}

type Wrong = { readonly problem: string; readonly remedy: string };

/** How the word of a slot is read; a row each for what is no name. */
const READERS: Readonly<Partial<Record<Slot, (word: string, around: Surroundings) => Said[Slot] | Wrong>>> = {
  duration: (word) =>
    parseDuration(word) ?? { problem: `'${word}' is not a duration`, remedy: 'Write for example 90s, 5m or 1h30m.' },
  moment: (word, { start, zone }) =>
    momentOf(word, start, zone) ?? {
      problem: `'${word}' is not a moment`,
      remedy: 'Write 5m (after the start), 14:05 or 2026-11-02T14:05.',
    },
  count: (word) => ({ once: 1, twice: 2 })[word.toLowerCase()] ?? Number(word.split(' ')[0]),
  text: (word) => word.replace(/^(['"])(.*)\1$/, '$2'),
};

function meantBy(slot: Slot, word: string, around: Surroundings): Said[Slot] | Wrong {
  const reader = READERS[slot];
  if (reader) return reader(word, around);
  const choices = choicesFor(slot, around.known) ?? [];
  const found = choices.find((choice) => choice.toLowerCase() === word.toLowerCase());
  return (
    (found as Said[Slot] | undefined) ?? { problem: `there is no ${slot} '${word}'`, remedy: suggest(word, choices) }
  );
}
