/** How many characters people count: code points, not UTF-16 units. */
export const runesOf = (text: string): number => [...text].length;

/** At most `most` characters; what is longer ends with `end`. */
export function shortened(text: string, most: number, end = '…'): string {
  const runes = [...text];
  if (runes.length <= most) return text;
  const room = Math.max(0, most - runesOf(end));
  return `${runes.slice(0, room).join('').trimEnd()}${end}`;
}
