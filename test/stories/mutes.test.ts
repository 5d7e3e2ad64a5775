import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/core/time/instant.ts';
import { paged, story } from '../support/story.ts';

const mute = (minutes: number) =>
  ({ action: 'mute', monitors: ['backend'], for: minutes * MINUTE, why: 'deploying', by: 'devops-1' }) as const;

describe('mutes', () => {
  it('hold every page; what outlives one is paged at its end (M1, M2)', async () => {
    const s = await story();
    await s.answer(mute(30));
    s.world.breaks('backend');
    await s.run(28 * MINUTE);
    expect(paged(s)).toEqual([]);
    const held = await s.head('shop');
    expect([held.phase, held.severity]).toEqual(['open', null]);
    await s.run(4 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
  });

  it('healthy at its end: nothing (M2)', async () => {
    const s = await story();
    await s.answer(mute(30));
    s.world.breaks('backend');
    await s.run(10 * MINUTE);
    s.world.mends();
    await s.run(60 * MINUTE);
    expect(paged(s)).toEqual([]);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('in the middle of an incident stop its pages, repeats too, and start a new ladder when they end (M1, M2)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    await s.answer(mute(60));
    await s.run(59 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-team on chat']);
  });

  it('a monitor that is not muted is paged all the same (M1)', async () => {
    const s = await story();
    await s.answer(mute(60));
    s.world.breaks('backend');
    s.world.breaks('frontend');
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    expect((await s.head('shop')).roots).toEqual(['frontend']);
  });
});
