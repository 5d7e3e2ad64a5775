import { describe, expect, it } from '@jest/globals';
import { beyond } from '../../../src/core/message/beyond.ts';

describe('what is said beyond the title', () => {
  it.each([
    ['P1 shop: acknowledged by ada', 'shop: acknowledged by ada.', ''],
    ['P1 shop: roll back?', 'shop: roll back?. Paged ada on phone.', 'Paged ada on phone.'],
    [
      'P1 shop: backend down',
      'Critical (P1): shop, backend down. Users cannot pay.',
      'Critical (P1): shop, backend down. Users cannot pay.',
    ],
    ['P1 shop: the title was c…', 'shop: the title was cut. More.', 'shop: the title was cut. More.'],
    ['P1 shop: back', 'shop: backend is down.', 'shop: backend is down.'],
    ['', 'words', 'words'],
    ['P1 ', 'words', 'words'],
  ])('of %j and %j: %j', (title, summary, expected) => {
    expect(beyond({ title, summary, severity: 'P1' })).toBe(expected);
  });

  it('where nothing has a severity', () => {
    expect(beyond({ title: 'shop: over', summary: 'shop: over.', severity: null })).toBe('');
  });
});
