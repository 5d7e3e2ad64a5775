import { describe, expect, it } from '@jest/globals';
import type { Hours, LadderPlan, Plan } from '../../src/core/plan.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { policy, shop, withMonitor } from '../support/plan.ts';
import { at, paged, story, words } from '../support/story.ts';

const OFFICE: Hours = {
  timezone: 'UTC',
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  from: '08:00',
  to: '18:00',
};
const minor: LadderPlan = {
  levels: [
    { after: 0, page: 'developer-team' },
    { after: 4 * HOUR, page: 'senior-developer' },
  ],
  repeat: 0,
  hours: OFFICE,
};
const withHours = (severity: 'P3' | 'P4' = 'P3', more: Partial<Plan> = {}): Plan => {
  const { escalation } = policy();
  return withMonitor(shop({ policy: policy({ escalation: { ...escalation, P3: minor } }), ...more }), 'frontend', {
    severity,
  });
};

/** Thursday, 5 November 2026, an hour before closing time, UTC. */
const THURSDAY = Date.UTC(2026, 10, 5, 17);
/** The night before Monday, nine hours before opening time. */
const SUNDAY = Date.UTC(2026, 10, 8, 23);

describe('a P3 outside office hours', () => {
  it('waits until Monday morning, and says so; the next level keeps to the hours as well (E6)', async () => {
    const s = await story(withHours(), SUNDAY);
    s.world.breaks('frontend');
    await s.run(9 * HOUR - 2 * MINUTE);
    expect(paged(s)).toEqual([]);
    expect(await words(s)).toContain('outside its hours, held until Mon 08:00');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['developer-team on chat']);
    expect(at(s.sent('page')[0]!.at)).toBe('08:00:00');
    await s.run(4 * HOUR);
    expect(paged(s)).toEqual(['developer-team on chat', 'senior-developer on chat']);
  });

  it('a level that would be due after closing time waits for the next day (E6)', async () => {
    const s = await story(withHours(), THURSDAY);
    s.world.breaks('frontend');
    await s.run(10 * HOUR);
    expect(paged(s)).toEqual(['developer-team on chat']);
    await s.run(5 * HOUR);
    expect(paged(s)).toEqual(['developer-team on chat', 'senior-developer on chat']);
    expect(at(s.sent('page')[1]!.at)).toBe('08:00:00');
  });

  it('mended in the night, nobody ever hears of it', async () => {
    const s = await story(withHours(), SUNDAY);
    s.world.breaks('frontend');
    await s.run(3 * HOUR);
    s.world.mends();
    await s.run(10 * HOUR);
    expect(s.world.receipts).toEqual([]);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('a P4 without a policy of its own keeps the hours of the one it uses (S2, E6)', async () => {
    const s = await story(withHours('P4'), SUNDAY);
    s.world.breaks('frontend');
    await s.run(8 * HOUR);
    expect(paged(s)).toEqual([]);
  });

  it('somebody who asks for the next level now gets it (A3)', async () => {
    const s = await story(withHours(), SUNDAY);
    s.world.breaks('frontend');
    await s.run(10 * MINUTE);
    await s.answer({ action: 'escalate', incident: 'shop-1', by: 'devops-1', via: 'console' });
    await s.run(5 * SECOND);
    expect(paged(s)).toEqual(['developer-team on chat']);
  });

  it('raised to P1 in the night it pages the primary first: nobody could have answered before (S2)', async () => {
    const s = await story(withHours(), SUNDAY);
    s.world.breaks('frontend');
    await s.run(3 * HOUR);
    expect(paged(s)).toEqual([]);
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    await s.run(5 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
  });
});

it('hours never hold a P1, not even where its policy is that of a P3 (E6)', async () => {
  const plan = withMonitor(shop({ policy: policy({ escalation: { P3: minor } }) }), 'backend', { severity: 'P1' });
  const s = await story(plan, SUNDAY);
  s.world.breaks('backend');
  await s.run(2 * MINUTE);
  expect(paged(s)).toEqual(['developer-team on chat']);
});
