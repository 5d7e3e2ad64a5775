import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../../../src/core/time/instant.ts';
import { drillOverdue } from '../../../../src/core/watch/concerns/drill-overdue.ts';
import { someFacts } from '../../../support/facts.ts';
import { MONDAY } from '../../../support/plan.ts';

const now = MONDAY + 100 * DAY;
const overdue = (answeredAt: number | undefined, begun = MONDAY) =>
  drillOverdue(someFacts({ now, begun, drills: [{ person: 'devops-1', answeredAt }] }));

describe('a drill that is overdue', () => {
  it('after 30 days without an answered one, as a chore', () => {
    expect(overdue(now - 30 * DAY + 1)).toEqual([]);
    expect(overdue(now - 43 * DAY)).toEqual([
      {
        key: 'drill:devops-1',
        since: now - 13 * DAY,
        text: 'devops-1 has not answered a drill for 43 d',
        remedy: 'Agree on a time and start one: `tocsin drill devops-1`.',
        chore: true,
      },
    ]);
  });

  it('of somebody who never answered one, 30 days after the first patrol', () => {
    expect(overdue(undefined, now - 30 * DAY + 1)).toEqual([]);
    expect(overdue(undefined)).toMatchObject([
      { since: MONDAY + 30 * DAY, text: 'devops-1 has never answered a drill' },
    ]);
  });
});
