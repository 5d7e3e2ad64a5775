import { describe, expect, it } from '@jest/globals';
import { foresee } from '../../src/core/escalation/foresee.ts';
import { type LadderPlan, type Plan, WEEKDAYS } from '../../src/core/plan.ts';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { policy, shop } from '../support/plan.ts';
import { story } from '../support/story.ts';

const minute = (at: number) => new Date(Math.round(at / MINUTE) * MINUTE).toISOString().slice(0, 16);
/** Looked at forty times in all: some of these ladders take days. */
function watched(severity: 'P1' | 'P3', ladder: LadderPlan, length: number): Plan {
  const plan = shop({ policy: policy({ escalation: { ...policy().escalation, [severity]: ladder } }) });
  const monitors = Object.values(plan.monitors).map((each) => ({ ...each, interval: length / 40, severity }));
  return { ...plan, monitors: Object.fromEntries(monitors.map((each) => [each.name, each])) };
}

describe('what `tocsin oncall` foresees is what the engine does when nobody answers', () => {
  it.each<[string, 'P1' | 'P3', LadderPlan, string, number]>([
    [
      'rounds and the last resort, with somebody on two levels (E2, E4)',
      'P1',
      {
        levels: [
          { after: 0, page: 'on-call-devops' },
          { after: 5 * MINUTE, page: 'lead-developer' },
          { after: 7 * MINUTE, page: 'devops-1' },
        ],
        repeat: 2,
      },
      '2026-11-03T14:00Z',
      2 * HOUR,
    ],
    [
      'a hand-off between two levels, and a level without anybody (E1, E3)',
      'P1',
      {
        levels: [
          { after: 0, page: 'gone' },
          { after: 5 * MINUTE, page: 'lead-developer' },
          { after: 20 * MINUTE, page: 'on-call-devops' },
        ],
        repeat: 1,
      },
      '2026-11-09T08:45Z',
      3 * HOUR,
    ],
    [
      'hours over a night and a hand-off (E6)',
      'P3',
      {
        levels: [
          { after: 0, page: 'developer-team' },
          { after: 4 * HOUR, page: 'senior-developer' },
          { after: 7 * HOUR, page: 'on-call-devops' },
        ],
        repeat: 0,
        hours: { timezone: 'UTC', days: WEEKDAYS.slice(0, 5), from: '08:00', to: '18:00' },
      },
      '2026-11-09T03:00Z',
      37 * HOUR,
    ],
  ])('%s', async (_, severity, ladder, start, length) => {
    const plan = watched(severity, ladder, length);
    const s = await story(plan, Date.parse(start));
    s.world.breaks('frontend');
    await s.run(length);
    const opened = (await s.head('shop')).ladder!.startsAt;
    const foreseen = foresee(plan, severity, opened)
      .filter(({ already }) => !already)
      .flatMap(({ at, people }) => people.map(({ name }) => `${minute(at)} ${name}`));
    expect(s.sent('page').map(({ at, message }) => `${minute(at)} ${message.person}`)).toEqual(foreseen);
    expect(foreseen.length).toBeGreaterThan(4);
  });
});
