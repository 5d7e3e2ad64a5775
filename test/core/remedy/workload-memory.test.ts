import { describe, expect, it } from '@jest/globals';
import { lookedAt, NOTHING_KNOWN, targetIn, type WorkloadMemory } from '../../../src/core/remedy/workload-memory.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY } from '../../support/plan.ts';

/** A look each minute, in capitals where the monitor is well. */
const looked = (memory: WorkloadMemory, looks: string, from: number): WorkloadMemory =>
  [...looks].reduce(
    (now, letter, n) =>
      lookedAt(now, {
        hash: letter.toLowerCase(),
        at: from + n * MINUTE,
        isWell: letter !== letter.toLowerCase(),
      }),
    memory,
  );
const limits = (now: number) => ({
  now,
  failedAt: now - 30_000,
  deployedWithin: 30 * MINUTE,
  healthyFor: 10 * MINUTE,
});
const deployed = looked(NOTHING_KNOWN, 'AAAAAAAAAAAb', MONDAY);
const now = MONDAY + 11 * MINUTE;
const rollback = {
  key: 'shop-1/apply/g1/undo',
  incident: 'shop-1',
  kind: 'rollback',
  at: now,
  undoes: { from: 'b', to: 'a' },
};

describe('what is known of a workload', () => {
  it('knows a rollback of ours by the use that was written before it, also where nobody lived to say so (G2)', () => {
    expect(targetIn(deployed, limits(now))).toEqual({ is: 'target', from: 'b', to: 'a' });
    const begun = { ...deployed, uses: { uses: [rollback] } };
    const { templates } = looked(begun, 'a', now + MINUTE);
    expect(templates).toMatchObject({ bad: ['b'] });
    expect(templates.reigns.at(-1)).toMatchObject({ hash: 'a', ours: true });
  });

  it('what one of ours is leaving never comes back, also before the recorder saw it (G2)', () => {
    const begun = { ...deployed, uses: { uses: [{ ...rollback, undoes: { from: 'a', to: 'b' } }] } };
    expect(targetIn(begun, limits(now))).toMatchObject({ is: 'refused' });
  });

  it('the same template put there by somebody else is a deploy', () => {
    const begun = { ...deployed, uses: { uses: [{ ...rollback, undoes: { from: 'c', to: 'a' } }] } };
    const { templates } = looked(begun, 'a', now + MINUTE);
    expect([templates.bad, templates.reigns.at(-1)?.ours]).toEqual([[], undefined]);
  });

  it('a look that says nothing new is the same memory', () => {
    expect(lookedAt(deployed, { hash: 'b', at: now, isWell: false })).toBe(deployed);
  });
});
