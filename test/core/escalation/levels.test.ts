import { describe, expect, it } from '@jest/globals';
import { ladderPlan, steps } from '../../../src/core/escalation/levels.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { policy } from '../../support/plan.ts';

const ladder = { n: 1, why: 'opened', severity: 'P1', startsAt: 0, madeAt: 0, from: 0, hurried: [] } as const;
const told = (all: ReturnType<typeof steps>) =>
  all.map(({ rung, targets, gap }) => `${rung.cycle}/${rung.level} ${targets.join('+')} after ${gap / MINUTE}`);

describe('the rungs of a ladder', () => {
  it('are the levels, their repeats, and the last resort (E2)', () => {
    expect(told(steps(ladder, policy(), false))).toEqual([
      '0/0 on-call-devops after 0',
      '0/1 lead-developer after 5',
      '1/0 on-call-devops after 5',
      '1/1 lead-developer after 5',
      '2/0 on-call-devops after 5',
      '2/1 lead-developer after 5',
      '3/last-resort on-call-devops+lead-developer after 5',
    ]);
  });

  it('begin with whoever had acknowledged, then go upwards (A4)', () => {
    expect(told(steps({ ...ladder, first: 'devops-1', from: 1 }, policy(), false)).slice(0, 3)).toEqual([
      '0/acknowledger devops-1 after 0',
      '0/1 lead-developer after 5',
      '1/0 on-call-devops after 5',
    ]);
  });

  it('are one only while we may be blind (I3)', () => {
    expect(steps(ladder, policy(), true)).toHaveLength(1);
  });

  it('of a severity without a policy are those of the next stricter one, else of the next laxer (S2)', () => {
    const { P1, P2, P3 } = policy().escalation;
    expect(ladderPlan(policy(), 'P4')).toEqual(P3);
    expect(ladderPlan(policy({ escalation: { P1: P1!, P3: P3! } }), 'P2')).toEqual(P1);
    expect(ladderPlan(policy({ escalation: { P2: P2! } }), 'P1')).toEqual(P2);
    expect(ladderPlan(policy({ escalation: {} }), 'P1')).toBeUndefined();
  });
});
