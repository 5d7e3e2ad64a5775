/**
 * Text as a part of addresses and keys: at most `most` (30 or more) of a-z, 0-9 and dashes, never empty. Where that
 * loses letters, a hash of the whole is its end, so that two names never become one.
 */
export function slug(text: string, most: number): string {
  const plain = trimmed(text.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
  if (plain !== '' && plain.length <= most && /^[\x20-\x7e]*$/.test(text)) return plain;
  const tail = hash(text);
  return trimmed(`${plain.slice(0, most - tail.length - 1)}-${tail}`);
}

const trimmed = (text: string): string => text.replace(/^-+|-+$/g, '');

/** Tells texts apart, 14 letters and digits; it protects nothing. */
const hash = (text: string): string => `${fnv(text, 0x811c9dc5)}${fnv(text, 0x5bd1e995)}`;

function fnv(text: string, seed: number): string {
  let n = seed;
  for (let i = 0; i < text.length; i += 1) n = Math.imul(n ^ text.charCodeAt(i), 0x01000193);
  return (n >>> 0).toString(36).padStart(7, '0');
}
