import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { shop, withMonitor } from '../support/plan.ts';
import { paged, story, words } from '../support/story.ts';

describe('what is really broken', () => {
  it('one flaky check is a blip: kept in the history, nobody is paged (I1)', async () => {
    const s = await story();
    s.world.breaks('backend', { looks: 1 });
    await s.run(5 * MINUTE);
    expect(paged(s)).toEqual([]);
    expect((await s.head('shop')).phase).toBe('dismissed');
    expect(await words(s)).toContain('a blip');
  });

  it('the ingress down is one P1 with backend and frontend as its symptoms (I5)', async () => {
    const s = await story();
    for (const name of ['ingress', 'backend', 'frontend'])
      s.world.breaks(name, { code: 'tcp_refused', text: 'refuses connections' });
    await s.run(3 * MINUTE);
    const head = await s.head('shop');
    expect(head.number).toBe(1);
    expect(head.roots).toEqual(['ingress']);
    expect(Object.keys(head.failing).sort()).toEqual(['backend', 'frontend', 'ingress']);
    expect(head.severity).toBe('P1');
    expect(paged(s)).toEqual(['devops-1 on phone']);
  });

  it('finds the ingress as the first broken layer also when the backend was looked at first (I5)', async () => {
    const s = await story();
    await s.run(30 * SECOND); // between two rounds: the ingress is not due for half a minute
    s.world.breaks('ingress', { code: 'tcp_refused', text: 'refuses connections' });
    s.world.breaks('backend', { code: 'tcp_refused', text: 'refuses connections' });
    const { memory } = s.stores;
    expect(memory).toBeDefined();
    await s.run(2 * MINUTE);
    expect((await s.head('shop')).roots).toEqual(['ingress']);
    expect(s.sent('page').map((r) => r.message.severity)).toEqual(['P1']);
  });

  it('a dead frontend behind a healthy ingress is not blamed on the ingress (I5)', async () => {
    const s = await story();
    s.world.breaks('frontend', { text: 'answers 502 instead of 200' });
    await s.run(2 * MINUTE);
    const head = await s.head('shop');
    expect(head.roots).toEqual(['frontend']);
    expect(head.severity).toBe('P2');
    expect(paged(s)).toEqual(['devops-team on chat']);
    expect(s.sent('page')[0]!.message.text).toContain('frontend answers 502');
  });

  it('backend and frontend down together are a P1 by the combination rule (S1)', async () => {
    const s = await story();
    s.world.breaks('backend');
    s.world.breaks('frontend', { code: 'body', text: 'shows "Error fetching from backend"' });
    await s.run(3 * MINUTE);
    const head = await s.head('shop');
    expect(head.severity).toBe('P1');
    expect(head.reasons[0]).toBe('application completely down');
    expect(s.sent('page').at(-1)!.message.title).toBe('P1 shop: application completely down');
    expect(s.sent('page').at(-1)!.message.text).toContain('backend answers 500');
  });
});

describe('something less bad beneath', () => {
  const EXPIRING = {
    verdict: 'degraded',
    code: 'tls_expiring',
    text: 'has a certificate that expires in 20 d',
  } as const;

  it('hides no outage above it: a certificate that expires soon is no reason for a backend that is down (I5)', async () => {
    const s = await story();
    s.world.breaks('ingress', EXPIRING);
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['developer-team on chat']);
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['developer-team on chat', 'devops-team on chat']);
    expect((await s.head('shop')).roots).toEqual(['ingress', 'backend']);
    expect(s.sent('page').at(-1)!.message.text).toContain('backend answers 500 instead of 200');
  });

  it('explains what is no worse: a slow ingress and a slow backend are one suspect (I5)', async () => {
    const s = await story();
    const slow = { verdict: 'degraded', code: 'slow', text: 'takes 2 s' } as const;
    s.world.breaks('ingress', slow);
    s.world.breaks('backend', slow);
    await s.run(3 * MINUTE);
    expect((await s.head('shop')).roots).toEqual(['ingress']);
  });

  it('one that a few locations see hides none that everybody sees (I3, I5)', async () => {
    const s = await story(shop({ locations: ['a', 'b', 'c'] }));
    s.world.breaks('ingress', { from: ['a'] });
    await s.run(10 * MINUTE);
    s.world.breaks('backend');
    await s.run(4 * MINUTE);
    expect((await s.head('shop')).roots).toEqual(['ingress', 'backend']);
  });

  it('a new suspect is paged although everyone was paged in vain for another one of the same severity (E2)', async () => {
    const minor = withMonitor(withMonitor(shop({ rules: [] }), 'backend', { severity: 'P3' }), 'frontend', {
      severity: 'P3',
    });
    const s = await story(minor);
    s.world.breaks('backend');
    await s.run(60 * MINUTE);
    const before = paged(s).length;
    expect(before).toBeGreaterThan(1);
    s.world.breaks('frontend');
    await s.run(3 * MINUTE);
    expect(paged(s)).toHaveLength(before + 1);
  });
});
