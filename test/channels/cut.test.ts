import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cut } from '../../src/channels/cut.ts';
import { harmless } from '../../src/channels/harmless.ts';
import { NAUGHTY, OBEYED } from '../support/naughty.ts';

const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.constantFrom(...NAUGHTY));

describe('text that is cut', () => {
  it('fits in characters and in bytes, is the beginning of what it was, and holds no half character', () => {
    fc.assert(
      fc.property(anyText, fc.nat(100), fc.nat(100), (text, most, bytes) => {
        const short = cut(text, most + 1, bytes + 3);
        if (short === text) return;
        expect(short.length).toBeLessThanOrEqual(most + 1);
        expect(Buffer.byteLength(short)).toBeLessThanOrEqual(bytes + 3);
        expect(short.endsWith('…') && text.startsWith(short.slice(0, -1))).toBe(true);
        if (text.isWellFormed()) expect(short.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is left alone where it fits to the last byte', () => {
    expect([cut('äöü', 3, 6), cut('äöü', 3, 5), cut('abcd', 3)]).toEqual(['äöü', 'ä…', 'ab…']);
  });
});

describe('harmless text', () => {
  it.each(NAUGHTY)('has nothing that a program obeys: %j', (text) => {
    expect(harmless(text)).not.toMatch(OBEYED);
  });

  it('shows what it took away, and keeps lines and tabs', () => {
    expect(harmless('a\u202eb\u001b[0m\r\nc\td\u{e0041}')).toBe('a\\u202eb\\u001b[0m\nc\td\\ue0041');
  });
});
