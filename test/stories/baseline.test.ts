import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { monitor, shop } from '../support/plan.ts';
import { paged, story } from '../support/story.ts';

const NIGHTLY = 2_900;
const DAYTIME = 700;

/** The backend by itself, every five minutes: what is told here takes days. */
const learning = (memory = 7) =>
  shop({
    monitors: { backend: monitor('backend', { interval: 5 * MINUTE, baseline: { times: 3, days: memory } }) },
  });

/** Days of a service that takes 700 ms, and 2.9 s while its nightly job runs, from two to three. */
async function days(s: Simulation, count: number): Promise<void> {
  for (const end = s.clock.now() + count * DAY; s.clock.now() < end; ) {
    s.world.takes('backend', new Date(s.clock.now()).getUTCHours() === 2 ? NIGHTLY : DAYTIME);
    await s.run(HOUR);
  }
}

describe('a backend that learns how long it usually takes', () => {
  it('three times slower than at 14:00 on every past day: degraded, one step lower, with what is usual (I6)', async () => {
    const s = await story(learning());
    await days(s, 7);
    expect(paged(s)).toEqual([]);
    s.world.takes('backend', 2_400);
    await s.run(12 * MINUTE);
    const head = await s.head('shop');
    expect(head.failing.backend).toMatchObject({ verdict: 'degraded', certainty: 'confirmed', code: 'slow' });
    expect([head.severity, paged(s)]).toEqual(['P3', ['developer-team on chat']]);
    expect(head.failing.backend?.text).toMatch(
      /^takes 2\.4 s, 3\.[345] times as long as usual at this hour \((69|70|71)\d ms\)$/,
    );
    const shown = (await s.stores.results.latest()).find(({ monitor }) => monitor === 'backend');
    expect(shown?.expectations).toEqual([expect.objectContaining({ name: 'baseline', weight: 'warn', ok: false })]);
    s.world.takes('backend', DAYTIME);
    await s.run(20 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('the nightly hour, slow as it always is, is not; the same by day is (I6)', async () => {
    const s = await story(learning());
    await days(s, 6);
    expect(paged(s)).toEqual([]);
    s.world.takes('backend', NIGHTLY);
    await s.run(12 * MINUTE);
    expect(paged(s)).toEqual(['developer-team on chat']);
  });

  it('before three days are known nothing is judged (I6)', async () => {
    const s = await story(learning());
    await days(s, 2);
    s.world.takes('backend', 10 * NIGHTLY);
    await s.run(4 * HOUR);
    expect(paged(s)).toEqual([]);
  });

  it('slow for ever becomes the norm, after the days that are remembered (I6)', async () => {
    const s = await story(learning(4));
    await days(s, 4);
    s.world.takes('backend', 20 * DAYTIME);
    await s.run(12 * MINUTE);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'qa', via: 'console' });
    await s.run(DAY);
    expect((await s.head('shop')).phase).toBe('open');
    await s.run(3 * DAY);
    expect((await s.head('shop')).phase).toBe('closed');
    expect(paged(s)).toEqual(['developer-team on chat']);
  });
});
