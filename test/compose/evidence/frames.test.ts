import { describe, expect, it } from '@jest/globals';
import { timeless, unframed } from '../../../src/compose/evidence/frames.ts';

const frame = (text: string, length = Buffer.byteLength(text)): string => {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(length, 4);
  return Buffer.concat([header, Buffer.from(text)]).toString('latin1');
};

describe('the frames of a log', () => {
  it('are taken off, also of pieces whose length is no letter, and a character may be cut by a piece', () => {
    const long = `${'é'.repeat(100)}\n`;
    expect(unframed(frame('a\n') + frame(long) + frame('b'), false)).toBe(`a\n${long}b`);
    const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
    const pieces = [first, second].map((part) => {
      const header = Buffer.alloc(8);
      header.writeUInt32BE(1, 4);
      return Buffer.concat([header, part]).toString('latin1');
    });
    expect(unframed(pieces.join(''), false)).toBe('é');
  });

  it('that are cut off are taken as far as they go', () => {
    expect(unframed(frame('whole\n') + frame('half', 400), false)).toBe('whole\nhalf');
    expect(unframed(`${frame('whole\n')}\u0001\u0000`, false)).toBe('whole\n');
    expect(unframed('', false)).toBe('');
  });

  it('are not looked for in what a terminal says', () => {
    expect(unframed(Buffer.from('é\n').toString('latin1'), true)).toBe('é\n');
  });

  it('has a time before each line, which is taken off', () => {
    expect(timeless('2026-11-02T14:00:00.123456789Z one\n2026-11-02T14:00:00Z two\nthree')).toBe('one\ntwo\nthree');
  });
});
