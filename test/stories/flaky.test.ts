import { describe, expect, it } from '@jest/globals';
import type { Plan } from '../../src/core/plan.ts';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { shop, withMonitor } from '../support/plan.ts';
import { paged, story, told, words } from '../support/story.ts';

const auto: Plan['remedies'] = {
  fix: {
    name: 'fix',
    kind: 'webhook',
    monitor: 'backend',
    mode: 'auto',
    on: ['status'],
    approvers: [],
    verifyWithin: MINUTE,
    settings: {},
  },
};
const worldwide = withMonitor(shop({ locations: ['eu', 'us', 'ap'] }), 'backend', { severity: 'P1' });

describe('a backend that fails now and then', () => {
  it('every third check: found although each second look is fine, paged one step lower, no remedy (I6)', async () => {
    const s = await story(shop({ remedies: auto }));
    s.world.breaks('backend', { every: 3 });
    await s.run(15 * MINUTE);
    const head = await s.head('shop');
    expect(head.failing.backend).toMatchObject({ verdict: 'degraded', certainty: 'intermittent', code: 'status' });
    expect([head.phase, head.severity]).toEqual(['open', 'P3']);
    expect(paged(s)).toEqual(['developer-team on chat']);
    expect(s.sent('page')[0]!.message.text).toMatch(
      /backend fails now and then, 5 of the last 15 checks: answers 500 instead of 200 since \d\d:\d\d/,
    );
    expect(s.world.applied).toEqual([]);
    expect(await words(s)).toContain('the failure of backend is intermittent');
  });

  it('four of fifteen are blips; `flaky` says what is too much (I6)', async () => {
    const calm = await story();
    const strict = await story(withMonitor(shop(), 'backend', { flaky: { bad: 2, of: 15 } }));
    for (const s of [calm, strict]) {
      for (let blip = 0; blip < 4; blip++) {
        s.world.breaks('backend', { looks: 1 });
        await s.run(4 * MINUTE);
      }
    }
    expect([paged(calm), (await calm.head('shop')).phase]).toEqual([[], 'dismissed']);
    expect(paged(strict)).toEqual(['developer-team on chat']);
  });

  it('the incident stays open as long as it goes on, without pairs, and is over once it has stayed calm (I6, C1)', async () => {
    const s = await story();
    s.world.breaks('backend', { every: 3 });
    await s.run(15 * MINUTE);
    await s.answer({ action: 'acknowledge', incident: (await s.head('shop')).id, by: 'qa', via: 'console' });
    await s.run(5 * HOUR);
    expect(paged(s)).toEqual(['developer-team on chat']);
    expect(told(s)).toHaveLength(1);
    expect(await words(s)).not.toMatch(/it flaps|failing again/);
    s.world.mends();
    await s.run(5 * MINUTE);
    expect((await s.head('shop')).phase).toBe('open');
    await s.run(10 * MINUTE);
    expect(await s.head('shop')).toMatchObject({ generation: 1, phase: 'closed' });
    expect(told(s).at(-1)).toContain('developer-team: recovered');
    expect(told(s)).toHaveLength(2);
  });

  it('that then breaks for good is confirmed and paged by its own severity; it has to stay calm all the same (I6, S2)', async () => {
    const s = await story();
    s.world.breaks('backend', { every: 3 });
    await s.run(15 * MINUTE);
    s.world.breaks('backend');
    await s.run(4 * MINUTE);
    expect((await s.head('shop')).failing.backend).toMatchObject({ verdict: 'down', certainty: 'confirmed' });
    expect(paged(s)).toEqual(['developer-team on chat', 'devops-team on chat']);
    s.world.mends();
    await s.run(5 * MINUTE);
    expect((await s.head('shop')).phase).toBe('open');
    await s.run(12 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('one blip after an outage that has been told is a blip, not a habit (I6)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(8 * MINUTE);
    s.world.mends();
    await s.run(4 * MINUTE);
    s.world.breaks('backend', { looks: 1 });
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('data stopping does not calm it (I6, rule 7)', async () => {
    const s = await story();
    s.world.breaks('backend', { every: 3 });
    await s.run(15 * MINUTE);
    s.world.breaks('backend', { verdict: 'unknown', code: 'unknown', text: 'could not be checked' });
    await s.run(2 * HOUR);
    expect((await s.head('shop')).phase).toBe('open');
  });
});

describe('several locations', () => {
  it('a majority sees it fail now and then: intermittent, from where is said (I6)', async () => {
    const s = await story(worldwide);
    s.world.breaks('backend', { every: 3, from: ['eu', 'us'] });
    await s.run(20 * MINUTE);
    expect((await s.head('shop')).failing.backend).toMatchObject({ certainty: 'intermittent', from: 2, of: 3 });
    expect((await s.head('shop')).severity).toBe('P2');
    expect(s.sent('page')[0]!.message.text).toContain('from 2 of 3 locations');
  });

  it('one location alone is no majority (I3, I6)', async () => {
    const s = await story(worldwide);
    s.world.breaks('backend', { every: 3, from: ['eu'] });
    await s.run(HOUR);
    expect((await s.timeline('shop')).some(({ text }) => text.includes('now and then'))).toBe(false);
  });
});

describe('layers', () => {
  it('what fails now and then beneath explains what does so above, one page (I5, I6)', async () => {
    const s = await story();
    for (const name of ['ingress', 'backend', 'frontend']) s.world.breaks(name, { every: 3 });
    await s.run(30 * MINUTE);
    const head = await s.head('shop');
    expect(head.roots).toEqual(['ingress']);
    expect(head.failing.ingress?.certainty).toBe('intermittent');
    expect(paged(s)).toEqual(['devops-team on chat', 'senior-developer on chat']);
  });

  it('but never hides an outage above it (I5, I6)', async () => {
    const s = await story(withMonitor(shop(), 'ingress', { severity: 'P3' }));
    s.world.breaks('ingress', { every: 3 });
    await s.run(15 * MINUTE);
    expect((await s.head('shop')).roots).toEqual(['ingress']);
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    const head = await s.head('shop');
    expect(head.failing.backend).toMatchObject({ verdict: 'down', certainty: 'confirmed' });
    expect(head.roots).toContain('backend');
    expect(paged(s)).toContain('devops-team on chat');
  });
});
