import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/core/time/instant.ts';
import type { Saying } from '../../../src/core/watch/said.ts';
import { wordsOf } from '../../../src/core/watch/words.ts';
import { installation } from '../../support/facts.ts';
import { MONDAY, shop } from '../../support/plan.ts';

const saying = (how: Saying['how']): Saying => ({
  how,
  key: 'a',
  since: MONDAY - 10 * MINUTE,
  until: MONDAY,
  text: 'eu is silent',
  remedy: 'Look at it.',
});
const words = (...hows: readonly Saying['how'][]) => wordsOf(hows.map(saying), shop(), installation());

describe('what a patrol publishes', () => {
  it('says who speaks, of what, and a line for each concern with what to do', () => {
    expect(words('new', 'again', 'still', 'over')).toBe(
      [
        'Tocsin of shop, watched from us-east-1:',
        '- Eu is silent. Look at it.',
        '- Again: eu is silent. Look at it.',
        '- Still, after 10 min: eu is silent. Look at it.',
        '- Over after 10 min: eu is silent.',
      ].join('\n'),
    );
  });

  it('is nothing where there is nothing to say', () => {
    expect(words()).toBeUndefined();
  });
});
