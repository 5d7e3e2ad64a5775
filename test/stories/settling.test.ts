import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/core/time/instant.ts';
import { monitor, policy, shop, withMonitor } from '../support/plan.ts';
import { paged, story, told } from '../support/story.ts';

describe('the cause recovers before its symptoms are looked at again', () => {
  const slowly = withMonitor(shop(), 'frontend', { interval: 5 * MINUTE });

  it('no symptom becomes a suspect, nobody who has acknowledged is paged again (I5, A2, C1)', async () => {
    const s = await story(slowly);
    for (const name of ['ingress', 'backend', 'frontend']) s.world.breaks(name);
    await s.run(6 * MINUTE);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' });
    const before = paged(s).length;
    s.world.mends();
    await s.run(15 * MINUTE);
    expect(paged(s)).toHaveLength(before);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('nobody has answered yet: the next level waits for that look (C1)', async () => {
    const s = await story(slowly);
    for (const name of ['ingress', 'backend', 'frontend']) s.world.breaks(name);
    await s.run(4 * MINUTE);
    const before = paged(s).length;
    s.world.mends();
    await s.run(15 * MINUTE);
    expect(paged(s)).toHaveLength(before);
  });

  it('one that fails on is a suspect with its next look, and paged (A2)', async () => {
    const s = await story(slowly);
    for (const name of ['ingress', 'backend', 'frontend']) s.world.breaks(name);
    await s.run(6 * MINUTE);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' });
    const before = paged(s).length;
    s.world.mends('ingress', 'backend');
    await s.run(10 * MINUTE);
    expect((await s.head('shop')).roots).toEqual(['frontend']);
    expect(paged(s).length).toBeGreaterThan(before);
  });
});

describe('the control endpoint fails as well', () => {
  const twice = shop({
    policy: policy({
      roster: {
        ...policy().roster,
        people: {
          ...policy().roster.people,
          'devops-1': { timezone: 'UTC', notify: [{ channel: 'phone' }, { channel: 'sms', after: 2 * MINUTE }] },
        },
      },
    }),
  });

  it('is one page, whatever further ways the person has, and none more once it answers again (I3)', async () => {
    const s = await story(twice);
    s.world.control = 'down';
    for (const name of ['ingress', 'backend', 'frontend']) s.world.breaks(name);
    await s.run(20 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    s.world.control = 'up';
    s.world.mends();
    await s.run(20 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('is one page for all groups together (I3, I4)', async () => {
    const plan = shop();
    const mail = monitor('mail', { group: 'mail', severity: 'P1' });
    const s = await story({ ...plan, monitors: { ...plan.monitors, mail } });
    s.world.control = 'down';
    for (const name of ['ingress', 'mail']) s.world.breaks(name);
    await s.run(20 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
  });

  it('what still fails once it answers again is confirmed, and paged by its ladder (I3)', async () => {
    const s = await story();
    s.world.control = 'down';
    s.world.breaks('ingress');
    await s.run(10 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    s.world.control = 'up';
    await s.run(10 * MINUTE);
    expect(paged(s)).toContain('lead-developer on phone');
  });
});

it('what happened before somebody was paged is no news to them (A2)', async () => {
  const s = await story(withMonitor(shop(), 'backend', { severity: 'P1' }));
  s.world.breaks('backend');
  await s.run(2 * MINUTE);
  await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' });
  await s.run(MINUTE);
  await s.answer({ action: 'escalate', incident: 'shop-1', by: 'devops-1', via: 'console' });
  await s.run(2 * MINUTE);
  expect(paged(s)).toContain('lead-developer on phone');
  expect(told(s).filter((line) => line.startsWith('lead-developer'))).toEqual([]);
});
