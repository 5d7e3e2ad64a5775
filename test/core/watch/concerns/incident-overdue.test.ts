import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../../src/core/time/instant.ts';
import { incidentOverdue } from '../../../../src/core/watch/concerns/incident-overdue.ts';
import { someFacts } from '../../../support/facts.ts';
import { MONDAY } from '../../../support/plan.ts';

const now = MONDAY + 10 * MINUTE;
const overdue = (...ago: readonly number[]) =>
  incidentOverdue(someFacts({ now, revivals: { 'shop-1': ago.map((minutes) => now - minutes * MINUTE) } }));

describe('an incident that is overdue (V6)', () => {
  it('is of concern when it is given a new run', () => {
    expect(overdue(0)).toMatchObject([
      {
        key: 'overdue:shop-1',
        since: now,
        text: 'incident shop-1 was overdue: its run had died, and it was given a new one',
      },
    ]);
    expect(overdue(0)[0]!.remedy).toContain('tocsin-shop-incident in eu-west-1');
  });

  it('is none once that helped', () => {
    expect(overdue(1)).toEqual([]);
    expect(overdue(5, 1)).toEqual([]);
  });

  it('whose runs die again and again is one as long as that is not long ago', () => {
    expect(overdue(9, 5, 1)).toMatchObject([
      { since: now - 9 * MINUTE, text: 'the runs of incident shop-1 die: since 14:01 it was given 3 new ones' },
    ]);
  });
});
