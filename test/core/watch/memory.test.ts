import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { type PatrolMemory, reconciled } from '../../../src/core/watch/memory.ts';
import { MONDAY } from '../../support/plan.ts';

const known = { since: MONDAY, text: 'a is wrong', saidAt: MONDAY, seenAt: MONDAY };
const memory = (at: number, more: Partial<PatrolMemory> = {}): PatrolMemory => ({
  at,
  begun: at,
  concerns: {},
  revivals: {},
  ...more,
});

describe('what is stored and what the process remembers', () => {
  it('is the one that there is, and the newer one of both', () => {
    const [old, young] = [memory(MONDAY), memory(MONDAY + MINUTE)];
    expect(reconciled(undefined, undefined)).toBeUndefined();
    expect(reconciled(old, undefined)).toBe(old);
    expect(reconciled(undefined, old)).toBe(old);
    expect(reconciled(young, old)).toBe(young);
  });

  it('after patrols that could not store it, both, and the process knows better', () => {
    const stored = memory(MONDAY, { concerns: { a: known, b: known } });
    const own = memory(MONDAY + MINUTE, { concerns: { b: { ...known, saidAt: MONDAY + MINUTE } } });
    expect(reconciled(stored, own)).toEqual({
      at: MONDAY + MINUTE,
      begun: MONDAY,
      concerns: { a: known, b: { ...known, saidAt: MONDAY + MINUTE } },
      revivals: {},
    });
  });
});
