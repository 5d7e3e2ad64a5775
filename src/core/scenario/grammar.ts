import type { Grammar, Slot } from './scenario.ts';

/** What may stand at a capital word: one word, but for a count and for text, which goes to the end. */
const SLOTS: Readonly<Record<Slot, string>> = {
  severity: '\\S+',
  person: '\\S+',
  channel: '\\S+',
  monitor: '\\S+',
  remedy: '\\S+',
  duration: '\\S+',
  moment: '\\S+',
  count: 'once|twice|\\d+ times',
  text: '.+',
};
const isSlot = (word: string): word is Uppercase<Slot> =>
  word === word.toUpperCase() && word.toLowerCase() in SLOTS && /^[A-Z]+$/.test(word);

/**
 * Sentences from patterns such as `PERSON is paged [on CHANNEL] [within DURATION]`: capital words are filled in, what
 * stands in brackets may be left out. The first pattern that fits counts.
 */
export function grammarOf(patterns: readonly string[]): Grammar {
  const rules = patterns.map((pattern) => ({
    pattern,
    // `the incident` may be said without `the`.
    fits: new RegExp(`^${ruleOf(pattern).replace(/^the /, '(?:the )?')}$`, 'i'),
  }));
  return {
    patterns,
    read: (sentence) => {
      const text = sentence.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
      for (const { pattern, fits } of rules) {
        const found = fits.exec(text);
        if (found) return { pattern, words: wordsOf(found.groups) };
      }
      return undefined;
    },
    nearest: (sentence) => {
      const words = sentence.trim().toLowerCase().split(/\s+/);
      const far = (pattern: string) => Math.min(...readings(pattern).map((reading) => distance(words, reading)));
      return [...patterns].sort((a, b) => far(a) - far(b))[0] ?? '';
    },
  };
}

const wordsOf = (groups: Readonly<Record<string, string | undefined>> = {}) =>
  Object.fromEntries(Object.entries(groups).filter(([, word]) => word !== undefined)) as Partial<Record<Slot, string>>;

function ruleOf(pattern: string): string {
  return pattern
    .split(/(?= \[)|(?<=\]) /)
    .map((piece) => {
      const optional = /^ ?\[(.*)\]$/.exec(piece);
      const inner = (optional?.[1] ?? piece).trim().split(' ').map(wordRule).join(' ');
      return optional ? `(?: ${inner})?` : inner;
    })
    .join('');
}

function wordRule(word: string): string {
  if (!isSlot(word)) return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const slot = word.toLowerCase() as Slot;
  return `(?<${slot}>${SLOTS[slot]})`;
}

/** The pattern with and without each piece that may be left out, as words. */
function readings(pattern: string): readonly (readonly string[])[] {
  const pieces = pattern.split(/(?= \[)|(?<=\]) /);
  const all = pieces.reduce<readonly string[]>(
    (texts, piece) => {
      const inner = piece.replace(/[[\]]/g, '').trim();
      const longer = texts.map((text) => `${text} ${inner}`.trim());
      return piece.includes('[') ? texts.concat(longer) : longer;
    },
    [''],
  );
  return all.map((text) => text.split(' '));
}

/** How many words would have to change; a filled-in word fits any, though not quite as well as its own. */
function distance(words: readonly string[], reading: readonly string[]): number {
  let row = reading.map((_, j) => j + 1);
  for (const [i, word] of words.entries()) {
    let corner = i;
    let left = i + 1;
    row = reading.map((wanted, j) => {
      const cost = isSlot(wanted) ? 0.3 : wanted.toLowerCase() === word ? 0 : alike(word, wanted) ? 0.4 : 1;
      const best = Math.min(corner + cost, row[j]! + 1, left + 1);
      corner = row[j]!;
      left = best;
      return best;
    });
  }
  return row.at(-1) ?? words.length;
}

/** Misspelt: the same beginning or the same letters but for two. */
function alike(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length > 2) return false;
  return short.length >= 3 && [...short].filter((letter) => long.includes(letter)).length >= short.length - 1;
}
