import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { MONDAY, policy, shop, withMonitor } from '../support/plan.ts';
import { at, paged, story, told } from '../support/story.ts';

/** devops-2 is on call until 15:00, then devops-1; stories begin at 14:00. */
const { roster } = policy();
const rotation = { ...roster.rotations['on-call-devops']!, handoff: { every: 'day', at: '15:00' } as const };
const critical = withMonitor(
  shop({ policy: policy({ roster: { ...roster, rotations: { 'on-call-devops': rotation } } }) }),
  'backend',
  { severity: 'P1' },
);

describe('a hand-off in the middle of a ladder', () => {
  it('pages the new person, tells the old one, and does not put the next level off (E2, E4)', async () => {
    const s = await story(critical, MONDAY + HOUR - 4 * MINUTE);
    s.world.breaks('backend');
    await s.run(8 * MINUTE);
    expect(paged(s)).toEqual(['devops-2 on phone', 'devops-1 on phone', 'lead-developer on phone']);
    const [first, handedOver, next] = s.sent('page').map((page) => page.at);
    expect(at(handedOver!)).toBe('15:00:00');
    expect(Math.round((next! - first!) / MINUTE)).toBe(5);
    expect(told(s)[0]).toMatch(/^devops-2: on-call-devops is devops-1 now$/);
  });

  it('pages the new person at once also where the old one had been paged by another level (E4)', async () => {
    const levels = [
      { after: 0, page: 'devops-2' },
      { after: MINUTE, page: 'on-call-devops' },
      { after: 20 * MINUTE, page: 'lead-developer' },
    ];
    const twice = { ...critical, policy: { ...critical.policy, escalation: { P1: { levels, repeat: 0 } } } };
    const s = await story(twice, MONDAY + HOUR - 4 * MINUTE + 50 * SECOND);
    s.world.breaks('backend');
    await s.run(8 * MINUTE);
    expect(s.sent('page').map(({ at: when, message }) => `${message.person} ${at(when)}`)).toEqual([
      'devops-2 14:58:00',
      'devops-1 15:00:00',
    ]);
  });

  it('onto a level that had passed idle does not put the last resort off (E2, E4)', async () => {
    const levels = [
      { after: 0, page: 'devops-2' },
      { after: MINUTE, page: 'on-call-devops' },
      { after: MINUTE, page: 'devops-2' },
      { after: 10 * MINUTE, page: 'devops-2' },
    ];
    const plan = { ...critical, policy: { ...critical.policy, escalation: { P1: { levels, repeat: 0 } } } };
    const s = await story(plan, MONDAY + HOUR - 5 * MINUTE + 50 * SECOND);
    s.world.breaks('backend');
    await s.run(30 * MINUTE);
    expect(s.sent('page').map(({ at: when, message }) => `${message.person} ${at(when)}`)).toEqual([
      'devops-2 14:57:00',
      'devops-1 15:00:00',
      'devops-2 15:19:00',
      'devops-1 15:19:00',
    ]);
  });
});
