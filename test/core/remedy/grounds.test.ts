import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../src/core/incident/incident.ts';
import type { State } from '../../../src/core/incident/work.ts';
import { groundsOf } from '../../../src/core/remedy/grounds.ts';
import type { Applied } from '../../../src/core/remedy/remedy.ts';
import { MONDAY } from '../../support/plan.ts';

const incident = (state?: State<Applied>) =>
  ({
    id: 'shop-1',
    generation: 1,
    suspectedAt: MONDAY,
    failing: {},
    effects: state ? { a: { kind: 'apply', key: 'a', ask: { remedy: 'again' }, state } } : {},
  }) as unknown as Incident;
const of = (state?: State<Applied>) => groundsOf(incident(state), 'again', 'shop');

describe('the grounds of a remedy', () => {
  const base = { incident: 'shop-1', key: 'shop-1/apply/g1/again', failedAt: MONDAY };

  it('have one key for all of its steps, and know when apply was begun (G3, G5)', () => {
    expect(of()).toEqual(base);
    expect(of({ is: 'claimed', at: MONDAY + 1, lease: MONDAY + 9 })).toEqual({ ...base, appliedAt: MONDAY + 1 });
  });

  it('bring back what the system called that which was begun', () => {
    const done = { is: 'done', since: MONDAY + 1, at: MONDAY + 5 } as const;
    expect(of({ ...done, got: { is: 'applied', ref: '42' } })).toEqual({ ...base, appliedAt: MONDAY + 1, ref: '42' });
    expect(of({ ...done, got: { is: 'unknown', why: 'lost' } })).toEqual({ ...base, appliedAt: MONDAY + 1 });
  });
});
