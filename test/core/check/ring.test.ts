import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../src/core/check/check.ts';
import { badIn, type Ring, turn } from '../../../src/core/check/ring.ts';

const verdict = fc.constantFrom<Verdict>('up', 'degraded', 'down', 'unknown');

describe('the ring of the last checks', () => {
  it('counts what a list of all of them would, unknown ones left out (I3, I6, rule 7)', () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 60 }), fc.integer({ min: 1, max: 15 }), (verdicts, of) => {
        const ring = verdicts.reduce<Ring | undefined>((r, v, slot) => turn(r, slot, v, 1), undefined);
        const said = verdicts.filter((v) => v !== 'unknown').slice(-of);
        expect(badIn(ring, of)).toBe(said.filter((v) => v === 'down' || v === 'degraded').length);
      }),
    );
  });

  it('begins anew after a gap as long as itself: what failed before is not of now (I6)', () => {
    const ring = turn(turn(undefined, 0, 'down', 60), 60, 'down', 60);
    expect(badIn(turn(ring, 60 + 15 * 60, 'up', 60))).toBe(2);
    expect(badIn(turn(ring, 61 + 15 * 60, 'up', 60))).toBe(0);
    expect(badIn(turn(ring, 1_000_000, 'up'))).toBe(2);
  });
});
