/** How many characters people count: code points, not UTF-16 units. */
export const runesOf = (text: string): number => (PAIRS.test(text) ? [...text].length : text.length);

/** Only where there are surrogates do the two differ. */
const PAIRS = /[\ud800-\udfff]/;

/** At most `most` characters; what is longer ends with `end`. */
export function shortened(text: string, most: number, end = '…'): string {
  if (text.length <= most) return text;
  const runes = [...text];
  if (runes.length <= most) return text;
  const room = Math.max(0, most - runesOf(end));
  return `${runes.slice(0, room).join('').trimEnd()}${end}`;
}
