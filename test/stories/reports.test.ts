import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { shop, withMonitor } from '../support/plan.ts';
import { listening, open, resolve } from '../support/reports.ts';
import { paged, story, told, words } from '../support/story.ts';

describe('a person opens an incident (I7)', () => {
  it('the ladder runs at once, without a trial; she resolves it, and everyone paged is told (E2, C2)', async () => {
    const s = await story();
    const answer = await open(s, 'checkout is broken', 'P1');
    expect(answer).toEqual({
      ok: true,
      incident: 'reported-1',
      text: 'opened incident reported-1 (P1). Nobody has been paged yet; on-call-devops is next at once.',
    });
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect(s.sent('page')[0]!.message).toMatchObject({
      title: 'P1 shop: checkout is broken',
      text: 'Critical (P1): shop, checkout is broken. Reported by ada (console) at 14:01. lead-developer is next at 14:06.',
    });
    await s.run(6 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
    expect(await resolve(s, 'reported-1', { why: 'the bank is back' })).toEqual({ ok: true, text: 'resolved by ada' });
    await s.run(MINUTE);
    expect(told(s)).toEqual(['devops-1: resolved by ada after 6 min', 'lead-developer: resolved by ada after 6 min']);
    expect((await s.head('reported')).phase).toBe('closed');
    expect(await words(s, 'reported')).toContain('resolved by ada (console): the bank is back');
    expect(await resolve(s, 'reported-1')).toMatchObject({ ok: true, text: expect.stringContaining('is over') });
  });

  it('the same words again are the same report; a second one joins, and pages again after an acknowledgement (I4, A2)', async () => {
    const s = await story();
    await open(s, 'Checkout is broken', 'P2');
    await s.run(2 * SECOND);
    await s.answer({ action: 'acknowledge', incident: 'reported-1', by: 'devops-1', via: 'console' });
    await s.answer({ action: 'open', title: 'checkout is broken', severity: 'P2', by: 'bob', via: 'API' });
    await s.run(MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    expect(await words(s, 'reported')).toContain('reported by bob as well');
    expect(await open(s, 'search finds nothing', 'P2')).toMatchObject({ text: expect.stringContaining('joined') });
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-team on chat']);
    expect(await words(s, 'reported')).toContain('"search finds nothing" was not failing when devops-1 acknowledged');
  });

  it('a worse word about a failure that we see raises it; a milder one changes nothing (S2, I5)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    await open(s, 'the API is a bit slow', 'P3', 'backend');
    await s.run(10 * SECOND);
    expect((await s.head('shop')).severity).toBe('P2');
    expect(await open(s, 'nobody can pay', 'P1', 'backend')).toMatchObject({ incident: 'shop-1' });
    await s.run(10 * SECOND);
    const head = await s.head('shop');
    expect([head.severity, head.roots]).toEqual(['P1', ['backend']]);
    expect(head.reasons).toContainEqual(expect.stringMatching(/^nobody can pay, reported by ada \(console\) at 14:03/));
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-1 on phone']);
  });

  it('names a monitor of ours, or is told which there are', async () => {
    const s = await story();
    expect(await open(s, 'x', 'P1', '__proto__')).toEqual({
      ok: false,
      text: "there is no monitor '__proto__'; there are ingress, backend, frontend",
    });
  });

  it('a mute of the monitor it names holds it as well, and it is paged when the mute ends (M1, M2)', async () => {
    const s = await story();
    await s.answer({ action: 'mute', monitors: ['backend'], for: 30 * MINUTE, why: 'deploying', by: 'devops-1' });
    expect((await open(s, 'nobody can pay', 'P2', 'backend')).text).toBe(
      'opened incident shop-1. Everything that fails is muted until 14:31: nobody is paged before that.',
    );
    await s.run(29 * MINUTE);
    expect(paged(s)).toEqual([]);
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
  });

  it('is no ground for a remedy, and of something beneath it a reason against one (G4)', async () => {
    const remedy = {
      name: 'restart',
      kind: 'webhook',
      monitor: 'backend',
      mode: 'auto' as const,
      on: ['status' as const, 'reported' as const],
      approvers: [],
      verifyWithin: 10 * MINUTE,
      settings: {},
    };
    const s = await story(listening({ remedies: { restart: remedy } }));
    const intent = { summary: 'restart backend', target: 'backend', facts: {}, hash: 'h' };
    s.world.remedy('restart', {
      plan: () => ({ is: 'planned', intent }),
      apply: () => ({ is: 'applied' }),
      verify: () => ({ is: 'healthy' }),
    });
    await open(s, 'nobody can pay', 'P1', 'backend');
    await s.run(5 * MINUTE);
    await open(s, 'the load balancer is gone', 'P1', 'ingress');
    s.world.breaks('backend');
    await s.run(5 * MINUTE);
    expect(s.world.applied).toEqual([]);
    expect(await words(s)).toContain('restart is not offered: ingress, which backend depends on, is failing');
    // Without that report, our own check is ground enough.
    await s.report({
      key: 'people:ingress:the load balancer is gone',
      title: 'x',
      severity: 'P1',
      by: 'ada',
      source: 'API',
      ended: s.clock.now(),
    });
    await s.run(2 * MINUTE);
    expect(s.world.applied).toHaveLength(1);
  });

  it('still pages the whole ladder while our own checks may be blind (I3)', async () => {
    const s = await story(withMonitor(shop(), 'backend', { severity: 'P1' }));
    s.world.control = 'down';
    s.world.breaks('backend');
    s.world.breaks('ingress');
    await s.run(2 * MINUTE);
    expect((await s.head('shop')).blind).toBe(true);
    const alone = paged(s);
    await s.run(12 * MINUTE);
    expect(paged(s)).toEqual(alone);
    await open(s, 'nothing answers', 'P1', 'frontend');
    await s.run(12 * MINUTE);
    expect(paged(s)).toContain('lead-developer on phone');
  });

  it('waits for no recovery of something else, and holds on when that is over (C1, S2)', async () => {
    const s = await story(shop({ rules: [] }));
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    s.world.mends();
    while ((await s.head('shop')).health.is !== 'recovering') await s.run(SECOND);
    await open(s, 'the basket is empty', 'P1', 'frontend');
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-1 on phone']);
    await open(s, 'the basket is empty', 'P3', 'frontend');
    await s.run(2 * MINUTE);
    const head = await s.head('shop');
    expect([head.phase, head.health.is, head.flaps]).toEqual(['open', 'failing', 0]);
    expect(told(s)).toContainEqual(expect.stringContaining('lowered from P1 to P3'));
  });
});

describe('resolved by hand while our own checks still fail (M1, M2)', () => {
  it('is a mute, those paged hear of it, and it comes back when the mute ends', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(await resolve(s, 'shop-1')).toEqual({
      ok: true,
      text: 'resolved by ada, although backend still fails: muted until 15:04',
    });
    const [mute] = await s.stores.mutes.current(s.clock.now());
    expect(mute).toMatchObject({ monitors: ['backend'], why: 'resolved by hand while still failing', by: 'ada' });
    await s.run(59 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    expect(told(s)).toEqual(['devops-team: resolved by ada, although backend still fails: muted until 15:04']);
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-team on chat']);
    s.world.mends();
    await s.run(5 * MINUTE);
    expect(told(s).at(-1)).toMatch(/^devops-team: recovered after/);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('ends what was reported besides, and mutes only what we see', async () => {
    const s = await story();
    s.world.breaks('backend');
    await open(s, 'search finds nothing', 'P2', 'frontend');
    await s.run(3 * MINUTE);
    await resolve(s, 'shop-1');
    const head = await s.head('shop');
    expect(Object.keys(head.failing)).toEqual(['backend']);
    expect([head.phase, head.severity]).toEqual(['open', null]);
  });

  it('is refused before anything is confirmed', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(4 * SECOND);
    expect(await resolve(s, 'shop-1')).toMatchObject({ ok: false, text: expect.stringContaining('not confirmed yet') });
    expect(await s.stores.mutes.current(s.clock.now())).toEqual([]);
  });
});
