import { describe, expect, it } from '@jest/globals';
import type { MonitorPlan } from '../../src/core/plan.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { monitor, policy, shop } from '../support/plan.ts';
import { story } from '../support/story.ts';

const GROUPS = 300;

/** Many systems that have nothing to do with each other. */
const many = (severity: MonitorPlan['severity'], first: MonitorPlan['severity'] = severity) =>
  shop({
    monitors: Object.fromEntries(
      Array.from({ length: GROUPS }, (_, i) => [
        `m${i}`,
        monitor(`m${i}`, { group: `m${i}`, severity: i === GROUPS - 1 ? first : severity, interval: 10 * MINUTE }),
      ]),
    ),
    rules: [],
    policy: policy({ escalation: { P1: { levels: [{ after: 0, page: 'lead-developer' }], repeat: 0 } } }),
  });

describe('everything fails at once (I4)', () => {
  it('one person gets at most three pages in five minutes, and every incident counts as paged', async () => {
    const s = await story(many('P2'));
    for (let i = 0; i < GROUPS; i++) s.world.breaks(`m${i}`);
    await s.run(20 * MINUTE);
    const pages = s.sent('page');
    for (const { at } of pages) {
      const near = pages.filter((other) => other.at >= at && other.at < at + 5 * MINUTE);
      expect(near.length).toBeLessThanOrEqual(3);
    }
    const heads = await s.stores.incidents.heads();
    expect(heads).toHaveLength(GROUPS);
    const paged = heads.filter((head) =>
      Object.values(head.effects).some(
        (e) => e.kind === 'page' && e.state.is === 'done' && e.state.got.is === 'accepted',
      ),
    );
    expect(paged).toHaveLength(GROUPS);
    expect(pages.some(({ message }) => /And \d{2,} other incidents/.test(message.text))).toBe(true);
  }, 60_000);

  it('one person gets no more where the provider is out and every page falls back to the next channel (E5)', async () => {
    const s = await story(many('P2'));
    s.world.channel('phone', () => ({ is: 'permanent', why: 'answers 400' }));
    for (let i = 0; i < GROUPS; i++) s.world.breaks(`m${i}`);
    await s.run(20 * MINUTE);
    const arrived = s.sent('page').filter(({ delivery }) => delivery.is === 'accepted');
    expect(arrived.length).toBeGreaterThan(1);
    for (const { at } of arrived) {
      const near = arrived.filter((other) => other.at >= at && other.at < at + 5 * MINUTE);
      expect(near.length).toBeLessThanOrEqual(3);
    }
  }, 60_000);

  it('a P1 among them is paged at once while a slot is kept for it', async () => {
    const s = await story(many('P2', 'P1'));
    for (let i = 0; i < GROUPS; i++) s.world.breaks(`m${i}`);
    await s.run(12 * MINUTE);
    const head = await s.head(`m${GROUPS - 1}`);
    const page = Object.values(head.effects).find(
      (e) => e.kind === 'page' && e.state.is === 'done' && e.state.got.is === 'accepted',
    );
    expect(page).toBeDefined();
    expect(page!.state.at - head.openedAt!).toBeLessThan(MINUTE);
  }, 60_000);
});
