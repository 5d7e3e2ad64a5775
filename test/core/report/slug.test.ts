import { describe, expect, it } from '@jest/globals';
import { plainLine } from '../../../src/core/message/plain.ts';
import { slug } from '../../../src/core/report/slug.ts';

describe('names out of any text', () => {
  it.each([
    ['HighErrorRate', 'higherrorrate'],
    ['High memory usage (shop)', 'high-memory-usage-shop'],
    ['--a--', 'a'],
  ])('%s is %s', (text, name) => {
    expect(slug(text, 34)).toBe(name);
  });

  it('what would be lost is told apart all the same', () => {
    const long = (end: string) => slug(`arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${end}`, 34);
    expect(long('a')).not.toBe(long('b'));
    expect(long('a').length).toBeLessThanOrEqual(34);
    expect(slug('оплата', 34)).toMatch(/^[a-z0-9]+$/);
    expect(slug('оплата', 34)).not.toBe(slug('заказ', 34));
    expect(slug('!!!', 34)).toMatch(/^[a-z0-9]+$/);
  });
});

describe('text from outside', () => {
  it('is one line: blanks are one, what would be obeyed is shown, what is too long is cut', () => {
    expect(plainLine('  a\r\n\tb  ', 20)).toBe('a b');
    expect(plainLine('a\u001b[31m\u202e', 40)).toBe('a\\u001b[31m\\u202e');
    expect(plainLine('😀😀😀😀', 3)).toBe('😀😀…');
    expect(plainLine('x\ud800', 20)).toBe('x\\ud800');
  });
});
