import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { shop } from '../support/plan.ts';
import { paged, story, told } from '../support/story.ts';

const acknowledge = { action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' } as const;

describe('after an acknowledgement', () => {
  it('another root fails: paged again (A2)', async () => {
    const s = await story(shop({ rules: [] }));
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer(acknowledge);
    expect(paged(s)).toEqual(['devops-team on chat']);
    s.world.breaks('frontend');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-team on chat']);
    expect((await s.head('shop')).attention.is).toBe('nobody');
  });

  it('the severity rises: paged again by the stricter policy (S2)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer(acknowledge);
    s.world.breaks('frontend');
    await s.run(2 * MINUTE);
    expect((await s.head('shop')).severity).toBe('P1');
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-1 on phone']);
  });

  it('the same root failing on: nobody is paged again', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer(acknowledge);
    await s.run(6 * 60 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
  });

  it('the first one wins; a later one succeeds and says who was first; after the end it is a friendly no-op (A1)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(await s.answer(acknowledge)).toEqual({ ok: true, text: 'acknowledged by devops-1' });
    expect(await s.answer({ ...acknowledge, by: 'lead-developer' })).toEqual({
      ok: true,
      text: 'devops-1 acknowledged it first',
    });
    s.world.mends();
    await s.run(5 * MINUTE);
    const late = await s.answer({ ...acknowledge, by: 'qa' });
    expect(late.ok).toBe(true);
    expect(late.text).toContain('over');
  });
});

describe('severity moves while nobody has answered', () => {
  it('time already elapsed counts when it rises (S2)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(8 * MINUTE);
    s.world.breaks('frontend');
    await s.run(90 * SECOND);
    // The P1 policy pages its secondary five minutes after the start: that has passed.
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-1 on phone', 'lead-developer on phone']);
  });

  it('those paged hear that it fell, and its cadence is the laxer one (S2)', async () => {
    const s = await story();
    s.world.breaks('backend');
    s.world.breaks('frontend');
    await s.run(3 * MINUTE);
    s.world.mends('frontend');
    await s.run(3 * MINUTE);
    expect((await s.head('shop')).severity).toBe('P2');
    expect(told(s).some((line) => line.includes('lowered from P1 to P2'))).toBe(true);
  });
});

describe('failing again', () => {
  it('within the reopen window the same incident is resumed, later it is a new one (C3)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    s.world.mends();
    await s.run(4 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    const again = await s.head('shop');
    expect([again.id, again.generation, again.phase]).toEqual(['shop-1', 2, 'open']);
    expect(paged(s)).toHaveLength(2);
    s.world.mends();
    await s.run(30 * MINUTE);
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect((await s.head('shop')).id).toBe('shop-2');
  });

  it('data stopping is not recovery (C1, rule 7)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    s.world.breaks('backend', { verdict: 'unknown', code: 'unknown', text: 'could not be checked' });
    await s.run(30 * MINUTE);
    expect((await s.head('shop')).phase).toBe('open');
  });

  it('flapping holds the incident open and ends in one summary (C1)', async () => {
    const s = await story();
    for (let i = 0; i < 4; i++) {
      s.world.breaks('backend');
      await s.run(3 * MINUTE);
      s.world.mends();
      await s.run(1 * MINUTE);
    }
    s.world.mends();
    await s.run(10 * MINUTE);
    expect((await s.head('shop')).id).toBe('shop-1');
    expect(told(s).filter((line) => line.startsWith('devops-team: recovered'))).toHaveLength(1);
    expect(told(s).at(-1)).toMatch(/it failed and recovered \d times/);
  });
});
