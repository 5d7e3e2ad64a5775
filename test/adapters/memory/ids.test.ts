import { describe, expect, it } from '@jest/globals';
import { CountedIds } from '../../../src/adapters/memory/ids.ts';

describe('counted ids', () => {
  it('are the same in every run (V5)', () => {
    const run = () => {
      const ids = new CountedIds();
      return [ids.next(), ids.next(), ids.next()];
    };
    expect(run()).toEqual(['e1', 'e2', 'e3']);
    expect(run()).toEqual(run());
  });
});
