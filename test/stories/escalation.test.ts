import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { shop, withMonitor } from '../support/plan.ts';
import { at, paged, story, told, words } from '../support/story.ts';

const critical = withMonitor(shop(), 'backend', { severity: 'P1' });

describe('the backend fails and nobody answers', () => {
  it('pages the primary, after five minutes the secondary, stops at the acknowledgement, and tells everyone of the end (E2, A1, C2)', async () => {
    const s = await story(critical);
    s.world.breaks('backend');

    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    const first = s.sent('page')[0]!.at;

    await s.run(4 * MINUTE + 30 * SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
    expect(s.sent('page')[1]!.at - first).toBeGreaterThanOrEqual(5 * MINUTE - SECOND);
    expect(s.sent('page')[1]!.at - first).toBeLessThan(5 * MINUTE + SECOND);

    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'lead-developer', via: 'console' });
    await s.run(20 * MINUTE);
    expect(paged(s)).toHaveLength(2);

    s.world.mends('backend');
    await s.run(3 * MINUTE);
    expect(told(s)).toEqual([
      'devops-1: acknowledged by lead-developer',
      'lead-developer: acknowledged by lead-developer',
      expect.stringMatching(/^devops-1: recovered after/),
      expect.stringMatching(/^lead-developer: recovered after/),
    ]);
    const head = await s.head('shop');
    expect(head.phase).toBe('closed');
    expect(s.deaths).toEqual([]);
  });

  it('goes through the levels again, then to everyone, and stays open (E2)', async () => {
    const s = await story(critical);
    s.world.breaks('backend');
    await s.run(60 * MINUTE);
    const round = ['devops-1 on phone', 'lead-developer on phone'];
    expect(paged(s)).toEqual([
      ...round,
      ...round,
      ...round,
      'devops-2 on phone',
      'devops-1 on phone',
      'lead-developer on phone',
    ]);
    expect(await words(s)).toContain('last resort: everyone');
    expect((await s.head('shop')).phase).toBe('open');
  });

  it('an acknowledgement expires: first whoever gave it, then upwards (A4)', async () => {
    const s = await story(critical);
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' });
    await s.run(29 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    await s.run(8 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on phone', 'lead-developer on phone']);
  });

  it('"escalate" pages the next level now, before and after an acknowledgement (A3)', async () => {
    const s = await story(critical);
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer({ action: 'escalate', incident: 'shop-1', by: 'devops-1', via: 'console' });
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);

    const t = await story(critical);
    t.world.breaks('backend');
    await t.run(2 * MINUTE);
    await t.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' });
    await t.answer({ action: 'escalate', incident: 'shop-1', by: 'devops-1', via: 'console' });
    await t.run(2 * SECOND);
    expect(paged(t)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
  });
});

describe('channels fail', () => {
  it('a definite failure falls back to the next way at once (E5)', async () => {
    const s = await story(critical);
    s.world.channel('phone', () => ({ is: 'permanent', why: 'number not in service' }));
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on sms']);
    expect(s.sent('page')[1]!.at - s.sent('page')[0]!.at).toBeLessThan(SECOND);
  });

  it('all ways of a level failing: the next level at once (E5)', async () => {
    const s = await story(critical);
    const dead = () => ({ is: 'permanent' as const, why: 'gone' });
    s.world.channel('phone', (m, now) => (m.person === 'devops-1' ? dead() : { is: 'accepted', ref: String(now) }));
    s.world.channel('sms', dead);
    s.world.channel('mail', dead);
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on sms', 'devops-1 on mail', 'lead-developer on phone']);
    expect(s.sent('page')[3]!.at - s.sent('page')[0]!.at).toBeLessThan(SECOND);
  });

  it('an unknown outcome is sent again, marked as a repeat, then the next way is tried (E5)', async () => {
    const s = await story(critical);
    s.world.channel('phone', () => ({ is: 'unknown', why: 'timed out after sending' }));
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(s.sent('page').map((r) => [r.channel, r.message.repeat])).toEqual([
      ['phone', false],
      ['phone', true],
      ['phone', true],
      ['sms', false],
    ]);
  });

  it('a temporary failure is tried again when the provider says (E5)', async () => {
    const s = await story(critical);
    let calls = 0;
    s.world.channel('phone', (_m, now) =>
      calls++ === 0 ? { is: 'temporary', why: '429', retryAt: now + 20 * SECOND } : { is: 'accepted' },
    );
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on phone']);
    expect(at(s.sent('page')[1]!.at - s.sent('page')[0]!.at)).toBe('00:00:20');
    expect(s.sent('page')[1]!.message.repeat).toBe(false);
  });
});
