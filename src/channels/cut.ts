/**
 * At most `most` characters, counted in UTF-16 units as well as in runes, and `bytes` of UTF-8; never half a character.
 * Where something is missing, the last one is an ellipsis.
 */
export function cut(text: string, most: number, bytes = Number.POSITIVE_INFINITY): string {
  if (text.length <= most && Buffer.byteLength(text) <= bytes) return text;
  const room = { units: most - ELLIPSIS.length, bytes: bytes - Buffer.byteLength(ELLIPSIS) };
  let end = 0;
  let size = 0;
  for (const rune of text) {
    size += Buffer.byteLength(rune);
    if (end + rune.length > room.units || size > room.bytes) break;
    end += rune.length;
  }
  return `${text.slice(0, end)}${ELLIPSIS}`;
}

const ELLIPSIS = '…';
