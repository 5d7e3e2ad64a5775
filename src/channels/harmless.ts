/**
 * Text for a medium that obeys control characters: they, direction marks and invisible ones are shown as \uXXXX (CWE-150).
 * Line breaks and tabs stay.
 */
export const harmless = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (c) =>
      c === '\n' || c === '\t' ? c : `\\u${c.codePointAt(0)!.toString(16).padStart(4, '0')}`,
    );
