/**
 * Text from outside as one harmless line: white space becomes a blank, control, direction and invisible characters are
 * shown as \uXXXX instead of obeyed, and what is longer than `most` characters ends with an ellipsis.
 */
export function plainLine(text: string, most: number): string {
  // Nobody reads more, and nobody makes us escape megabytes.
  const line = text
    .slice(0, most * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (c) => `\\u${c.codePointAt(0)!.toString(16).padStart(4, '0')}`);
  const runes = [...line];
  return runes.length <= most ? line : `${runes.slice(0, most - 1).join('')}…`;
}
