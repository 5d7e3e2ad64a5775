import { describe, expect, it } from '@jest/globals';
import type { MaintenancePlan } from '../../src/core/plan.ts';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../support/plan.ts';
import { at, paged, story, words } from '../support/story.ts';

/** Every Monday from 15:00 to 16:00 UTC; stories begin at 14:00. */
const weekly: MaintenancePlan = {
  name: 'weekly',
  timezone: 'UTC',
  length: HOUR,
  starts: { at: '15:00', on: 'monday' },
  monitors: ['backend'],
};
const planned = withMonitor(shop({ maintenance: [weekly] }), 'backend', { severity: 'P1' });

describe('planned maintenance', () => {
  it('holds every page, P1 too; what outlives it is paged when it ends (M1, M2)', async () => {
    const s = await story(planned, MONDAY + 55 * MINUTE);
    await s.run(10 * MINUTE);
    s.world.breaks('backend');
    await s.run(53 * MINUTE);
    expect(paged(s)).toEqual([]);
    expect(await words(s)).toContain('backend is muted until 16:00');
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect(at(s.sent('page')[0]!.at)).toBe('16:00:00');
  });

  it('stops what was about to be paged at its very start (M1)', async () => {
    const s = await story(planned, MONDAY + 54 * MINUTE);
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    // The second level would be due a minute after three.
    await s.run(30 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect((await s.head('shop')).severity).toBeNull();
  });

  it('what is well again by its end is nobody’s business (M2)', async () => {
    const s = await story(planned, MONDAY + 58 * MINUTE);
    await s.run(5 * MINUTE);
    s.world.breaks('backend');
    await s.run(20 * MINUTE);
    s.world.mends();
    await s.run(2 * HOUR);
    expect(s.world.receipts).toEqual([]);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('nobody ends it before its time, and the answer says why', async () => {
    const s = await story(planned, MONDAY + 65 * MINUTE);
    expect(await s.answer({ action: 'unmute', mute: 'maintenance-weekly', by: 'devops-1' })).toEqual({
      ok: false,
      text: 'planned: weekly: it ends by itself in 54 min; the config plans it',
    });
  });

  it('other monitors are paged all the same (M1)', async () => {
    const s = await story(planned, MONDAY + 65 * MINUTE);
    s.world.breaks('frontend');
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
  });
});
