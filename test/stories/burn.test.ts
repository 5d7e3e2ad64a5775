import { describe, expect, it } from '@jest/globals';
import type { MonitorPlan } from '../../src/core/plan.ts';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { monitor, shop } from '../support/plan.ts';
import { paged, story, told, words } from '../support/story.ts';

/** The backend by itself: what is told here takes hours. */
const alone = (more: Partial<MonitorPlan> = {}) => shop({ monitors: { backend: monitor('backend', more) } });
const acknowledge = (s: Simulation) =>
  s.answer({ action: 'acknowledge', incident: 'shop-3', by: 'qa', via: 'console' });

describe('a backend with an error budget', () => {
  it('one failed probe spends 16 times the budget of an hour, and pages nobody (I6)', async () => {
    const s = await story(alone({ slo: 99.9 }));
    await s.run(2 * HOUR);
    s.world.breaks('backend', { looks: 1 });
    await s.run(3 * HOUR);
    expect(paged(s)).toEqual([]);
    expect((await s.head('shop')).phase).toBe('dismissed');
  });

  it('two percent of errors under 99.9 are found with the third, one step lower; without it nobody would know (I6)', async () => {
    const s = await story(alone({ slo: 99.9 }));
    const without = await story(alone());
    for (const each of [s, without]) {
      await each.run(6 * HOUR);
      each.world.breaks('backend', { every: 50 });
      await each.run(150 * MINUTE);
    }
    expect(paged(without)).toEqual([]);
    expect(paged(s)).toEqual(['developer-team on chat']);
    expect(s.sent('page')[0]!.message.text).toMatch(
      /backend burns its error budget 8 times too fast: 3 of 35\d checks failed in 6 h \(answers 500 instead of 200\) since/,
    );
    expect((await s.head('shop')).failing.backend).toMatchObject({ verdict: 'degraded', certainty: 'intermittent' });
  });

  it('is one incident as long as it goes on, and ends once, some hours after the last error (I6, C1)', async () => {
    const s = await story(alone({ slo: 99.9 }));
    s.world.breaks('backend', { every: 50 });
    await s.run(150 * MINUTE);
    await acknowledge(s);
    await s.run(8 * HOUR);
    expect(paged(s)).toEqual(['developer-team on chat']);
    expect((await s.head('shop')).phase).toBe('open');
    s.world.mends();
    await s.run(4 * HOUR);
    expect(await s.head('shop')).toMatchObject({ id: 'shop-3', generation: 1, phase: 'closed' });
    expect(told(s)).toEqual([
      expect.stringContaining('acknowledged'),
      expect.stringMatching(/developer-team: recovered after 1\d h/),
    ]);
    expect(await words(s)).not.toContain('failing again');
  });

  it('burning fast is found with the third error, and over half an hour after it is mended (I6)', async () => {
    const s = await story(alone({ slo: 99.9, flaky: { bad: 15, of: 15 } }));
    await s.run(2 * HOUR);
    s.world.breaks('backend', { every: 4 });
    await s.run(12 * MINUTE);
    expect(s.sent('page')[0]?.message.text).toMatch(/burns its error budget \d+ times too fast: \d of \d+ checks/);
    await s.run(50 * MINUTE);
    s.world.mends();
    await s.run(25 * MINUTE);
    expect((await s.head('shop')).phase).toBe('open');
    await s.run(35 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('what is only slow spends nothing (I6)', async () => {
    const s = await story(alone({ slo: 99.9 }));
    s.world.breaks('backend', { verdict: 'degraded', code: 'slow', text: 'takes 2 s' });
    await s.run(10 * MINUTE);
    s.world.mends();
    await s.run(30 * MINUTE);
    s.world.breaks('backend', { looks: 1 });
    await s.run(5 * MINUTE);
    expect((await s.head('shop')).phase).toBe('dismissed');
  });
});
