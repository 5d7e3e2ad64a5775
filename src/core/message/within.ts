import { runesOf, shortened } from './runes.ts';

/** One sentence of a text. Where there is no room for all of them, the highest `rank` goes first; of rank 0 the longest is shortened. */
export interface Sentence {
  readonly text: string;
  readonly rank: number;
  /** An address is worth nothing when it is cut. */
  readonly whole?: true;
}

/** The sentences in their order, in at most `most` characters; what is left out is what matters least. */
export function within(sentences: readonly Sentence[], most: number): string {
  let kept = sentences.filter(({ text }) => text !== '');
  let text = joined(kept);
  for (; runesOf(text) > most; text = joined(kept)) {
    const least = Math.max(...kept.map(({ rank }) => rank));
    if (least === 0) return joined(trimmed(kept, runesOf(text) - most));
    const at = kept.findLastIndex(({ rank }) => rank === least);
    kept = kept.toSpliced(at, 1);
  }
  return text;
}

const joined = (sentences: readonly Sentence[]): string => sentences.map(({ text }) => text).join(' ');

/** Takes `over` characters from the longest sentences that may be cut. */
function trimmed(sentences: readonly Sentence[], over: number): readonly Sentence[] {
  const longest = sentences
    .filter(({ whole }) => !whole)
    .reduce<Sentence | undefined>((a, b) => (a && runesOf(a.text) >= runesOf(b.text) ? a : b), undefined);
  if (over <= 0 || !longest || runesOf(longest.text) <= 1) return sentences;
  const length = Math.max(1, runesOf(longest.text) - over);
  const cut = sentences.with(sentences.indexOf(longest), { ...longest, text: shortened(longest.text, length) });
  return trimmed(cut, over - (runesOf(longest.text) - length));
}
