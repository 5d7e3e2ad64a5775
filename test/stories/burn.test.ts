import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { shop, withMonitor } from '../support/plan.ts';
import { paged, story, told, words } from '../support/story.ts';

const promised = (slo: number) => withMonitor(shop(), 'backend', { slo });

describe('a backend with an error budget', () => {
  it('one failed probe spends 16 times the budget of an hour, and pages nobody (I6)', async () => {
    const s = await story(promised(99.9));
    await s.run(2 * HOUR);
    s.world.breaks('backend', { looks: 1 });
    await s.run(6 * HOUR);
    expect(paged(s)).toEqual([]);
    expect((await s.head('shop')).phase).toBe('dismissed');
  });

  it('two percent of errors under 99.9 are found within three hours, one step lower; nobody would see them without (I6)', async () => {
    const s = await story(promised(99.9));
    const without = await story(shop());
    for (const each of [s, without]) {
      await each.run(6 * HOUR);
      each.world.breaks('backend', { every: 50 });
      await each.run(3 * HOUR);
    }
    expect(paged(without)).toEqual([]);
    expect(paged(s)).toEqual(['developer-team on chat']);
    expect(s.sent('page')[0]!.message.text).toContain(
      'backend burns its error budget 8 times too fast: 3 of 356 checks failed in 6 h (answers 500 instead of 200) since',
    );
    expect((await s.head('shop')).failing.backend).toMatchObject({ verdict: 'degraded', certainty: 'intermittent' });
  });

  it('ends once, some hours after the last error, without pairs in between (I6, C1)', async () => {
    const s = await story(promised(99.9));
    s.world.breaks('backend', { every: 50 });
    await s.run(24 * HOUR);
    expect(paged(s)).toEqual(['developer-team on chat']);
    expect(told(s)).toEqual([]);
    s.world.mends();
    await s.run(8 * HOUR);
    expect(told(s)).toEqual([expect.stringContaining('developer-team: recovered')]);
    expect(await s.head('shop')).toMatchObject({ id: 'shop-1', generation: 1, phase: 'closed' });
    expect(await words(s)).not.toContain('failing again');
  });

  it('a fast burn is found in minutes and over soon after it is mended (I6)', async () => {
    const s = await story(withMonitor(promised(99.5), 'backend', { flaky: { bad: 15, of: 15 } }));
    await s.run(HOUR);
    s.world.breaks('backend', { every: 4 });
    await s.run(20 * MINUTE);
    expect(s.sent('page')[0]!.message.text).toMatch(
      /backend burns its error budget \d\d times too fast: \d of \d\d checks/,
    );
    s.world.mends();
    await s.run(2 * HOUR);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('an outage is confirmed and recovers as ever; what is only slow spends nothing (I1, I6)', async () => {
    const s = await story(promised(99.9));
    s.world.breaks('backend', { verdict: 'degraded', code: 'slow', text: 'takes 2 s' });
    await s.run(10 * MINUTE);
    s.world.mends();
    await s.run(5 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
    s.world.breaks('backend', { looks: 1 });
    await s.run(30 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
    s.world.breaks('backend');
    await s.run(5 * MINUTE);
    expect((await s.head('shop')).failing.backend?.certainty).toBe('confirmed');
    s.world.mends();
    await s.run(4 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
  });
});
