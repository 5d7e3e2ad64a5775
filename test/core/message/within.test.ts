import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runesOf } from '../../../src/core/message/runes.ts';
import { type Sentence, within } from '../../../src/core/message/within.ts';

const LINK = 'Acknowledge: https://tocsin.example.com/a/shop-1.1.ada.k';
const sentence = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 400 }),
  rank: fc.integer({ min: 0, max: 4 }),
});

describe('sentences within a limit', () => {
  it('all fit where there is room', () => {
    expect(
      within(
        [
          { text: 'One.', rank: 4 },
          { text: '', rank: 0 },
          { text: 'Two.', rank: 0 },
        ],
        300,
      ),
    ).toBe('One. Two.');
  });

  it('leave out what matters least, the last of it first', () => {
    const told: Sentence[] = [
      { text: 'a'.repeat(40), rank: 0 },
      { text: 'b'.repeat(40), rank: 1 },
      { text: 'c'.repeat(40), rank: 1 },
      { text: 'd'.repeat(40), rank: 4 },
    ];
    expect(within(told, 100)).toBe(`${'a'.repeat(40)} ${'b'.repeat(40)}`);
  });

  it('never exceed it, and never lose the link, whatever they say', () => {
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), fc.integer({ min: 90, max: 400 }), (told, most) => {
        const text = within([...told.map((each) => ({ ...each })), { text: LINK, rank: 0, whole: true }], most);
        expect(runesOf(text)).toBeLessThanOrEqual(most);
        expect(text.endsWith(LINK)).toBe(true);
      }),
    );
  });
});
