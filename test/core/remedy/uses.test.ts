import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ended,
  NO_USES,
  type RemedyUse,
  type RemedyUses,
  released,
  reserved,
  type UseLimits,
} from '../../../src/core/remedy/uses.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY } from '../../support/plan.ts';

const undoes = { from: 'b', to: 'a' };
const LIMITS: UseLimits = { apart: HOUR, perDay: 2 };
const use = (key: string, at: number, more: Partial<RemedyUse> = {}): RemedyUse => ({
  key,
  incident: `shop-${key}`,
  kind: 'restart',
  at: MONDAY + at,
  ...more,
});
/** Uses one after the other, each ended at once; throws where one is refused. */
function used(...all: readonly RemedyUse[]): RemedyUses {
  let uses = NO_USES;
  for (const each of all) {
    const got = reserved(uses, each, LIMITS);
    if (got.is === 'refused') throw new Error(got.why);
    uses = ended(got.uses, each.key, each.at);
  }
  return uses;
}

describe('remedies of one workload (G3)', () => {
  it.each([
    ['one is under way', { uses: [use('1', 0)] }, use('2', 2 * MINUTE), /a restart of incident shop-1 is under way/],
    ['the last one was a moment ago', used(use('1', 0)), use('2', 12 * MINUTE), /12 min ago: 1 h lie between/],
    [
      'there were enough today',
      used(use('1', 0), use('2', 2 * HOUR)),
      use('3', 5 * HOUR),
      /2 times in 24 hours: 2 are allowed/,
    ],
    [
      'the incident was rolled back already',
      used(use('1', 0, { kind: 'rollback', undoes, incident: 'shop-1' })),
      use('2', 3 * HOUR, { kind: 'rollback', undoes, incident: 'shop-1' }),
      /never twice/,
    ],
  ] as const)('are refused where %s', (_, uses, next, why) => {
    expect(reserved(uses, next, LIMITS)).toEqual({ is: 'refused', why: expect.stringMatching(why) });
  });

  it('are free again after their time, and the same key is the same use', () => {
    const first = used(use('1', 0));
    expect(reserved(first, use('2', HOUR), LIMITS).is).toBe('reserved');
    expect(reserved(first, use('1', 5 * MINUTE), LIMITS)).toEqual({ is: 'reserved', uses: first });
    expect(reserved({ uses: [use('1', 0)] }, use('2', 61 * MINUTE), LIMITS).is).toBe('reserved');
  });

  it('that changed nothing count for no limit', () => {
    expect(released({ uses: [use('1', 0), use('2', 1)] }, '2')).toEqual({ uses: [use('1', 0)] });
  });

  it('whatever is asked: never two at a time, never closer than they may be, never more than a day allows', () => {
    const asks = fc.array(
      fc.record({ wait: fc.nat(3 * HOUR), takes: fc.nat(50 * MINUTE), rollback: fc.boolean(), incident: fc.nat(3) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(asks, (all) => {
        let [uses, at] = [NO_USES, 0];
        const done: { readonly from: number; readonly to: number; readonly what: string }[] = [];
        for (const [n, { wait, takes, rollback, incident }] of all.entries()) {
          at += wait;
          const asked = use(String(n), at, { ...(rollback && { undoes }), incident: `shop-${incident}` });
          const got = reserved(uses, asked, LIMITS);
          if (got.is === 'refused') continue;
          at += takes;
          uses = ended(got.uses, asked.key, MONDAY + at);
          done.push({ from: at - takes, to: at, what: rollback ? asked.incident : '' });
        }
        for (const [n, one] of done.entries()) {
          const before = done[n - 1];
          if (before) expect(one.from - before.to).toBeGreaterThanOrEqual(LIMITS.apart);
          expect(done.filter(({ from }) => from > one.from - DAY && from <= one.from).length).toBeLessThanOrEqual(2);
        }
        expect(uses.uses.length).toBeLessThanOrEqual(50);
      }),
    );
  });
});
