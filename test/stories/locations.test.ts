import { describe, expect, it } from '@jest/globals';
import type { Plan } from '../../src/core/plan.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { shop, withMonitor } from '../support/plan.ts';
import { paged, story, words } from '../support/story.ts';

const worldwide = (more: Partial<Plan> = {}) =>
  withMonitor(shop({ locations: ['eu', 'us', 'ap'], ...more }), 'backend', { severity: 'P1' });
const unknown = { verdict: 'unknown', code: 'unknown', text: 'could not be checked' } as const;
const auto = {
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
} as const;

describe('several locations', () => {
  it('a majority confirms: down, from where is said (I1)', async () => {
    const s = await story(worldwide());
    s.world.breaks('backend', { from: ['eu', 'us'] });
    await s.run(2 * MINUTE);
    const head = await s.head('shop');
    expect([head.severity, head.failing.backend?.certainty]).toEqual(['P1', 'confirmed']);
    expect(s.sent('page')[0]!.message.text).toContain('from 2 of 3 locations');
  });

  it('a minority that does not last is a blip (I1)', async () => {
    const s = await story(worldwide());
    s.world.breaks('backend', { from: ['eu'] });
    await s.run(90_000);
    s.world.mends();
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual([]);
    expect((await s.head('shop')).phase).toBe('dismissed');
  });

  it('every round has to confirm it: one in which a minority sees it fail is the end of it (I1)', async () => {
    const s = await story(worldwide());
    const look = s.world.look.bind(s.world);
    // Each location loses a check now and then, never two of them at once until the last round.
    const begun = s.clock.now();
    const lost = (location: string) => {
      const seconds = (s.clock.now() - begun) / 1_000;
      return location === 'eu' ? seconds < 30 : location === 'us' && seconds > 8 && seconds < 30;
    };
    s.world.breaks('backend');
    s.world.look = (monitor, location) => (lost(location) ? look(monitor, location) : look('ingress', location));
    await s.run(5 * MINUTE);
    expect(paged(s)).toEqual([]);
    expect((await s.head('shop')).phase).toBe('dismissed');
    expect(await words(s)).toContain('fails only from 1 of 3 locations');
  });

  it('partial is failing, not recovering, although a majority is well (I3, C1)', async () => {
    const s = await story(worldwide());
    s.world.breaks('backend', { from: ['eu'] });
    await s.run(12 * MINUTE);
    const { health, flaps, openedAt } = await s.head('shop');
    expect([health, flaps]).toEqual([{ is: 'failing' }, 0]);
    expect(s.sent('page')[0]!.at - openedAt!).toBeLessThan(1_000);
  });

  it('a minority that lasts is partial: one step lower, no remedy (I3)', async () => {
    const s = await story(worldwide({ remedies: auto }));
    s.world.breaks('backend', { from: ['eu'] });
    await s.run(12 * MINUTE);
    const head = await s.head('shop');
    expect([head.phase, head.severity, head.failing.backend?.certainty]).toEqual(['open', 'P2', 'partial']);
    expect(s.world.applied).toEqual([]);
    s.world.mends();
    await s.run(5 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('partial becomes confirmed when the others see it too, and is raised (S2)', async () => {
    const s = await story(worldwide());
    s.world.breaks('backend', { from: ['eu'] });
    await s.run(12 * MINUTE);
    s.world.breaks('backend');
    await s.run(4 * MINUTE);
    const head = await s.head('shop');
    expect([head.severity, head.failing.backend?.certainty]).toEqual(['P1', 'confirmed']);
  });

  it('too few answers: opened one step lower as "could not confirm", no remedy, never dismissed (I3)', async () => {
    const s = await story(worldwide({ remedies: auto }));
    // Two locations are lost for good; the third sees the failure.
    const look = s.world.look.bind(s.world);
    s.world.look = (monitor, location) => (location === 'eu' ? look(monitor, location) : unknown);
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    const head = await s.head('shop');
    expect([head.phase, head.severity, head.failing.backend?.certainty]).toEqual(['open', 'P2', 'unconfirmed']);
    expect(s.sent('page')[0]!.message.text).toContain('could not be confirmed');
    expect(s.world.applied).toEqual([]);
  });

  it('every location and the control endpoint failing: one "monitor blind" page, no remedy (I3)', async () => {
    const s = await story(worldwide({ remedies: auto, control: 'https://control.example/' }));
    s.world.control = 'down';
    s.world.breaks('backend');
    await s.run(40 * MINUTE);
    expect(paged(s)).toHaveLength(1);
    expect(s.sent('page')[0]!.message.title).toContain('monitor blind');
    expect(s.world.applied).toEqual([]);
    // The control endpoint answers again and the backend still does not: now it is theirs.
    s.world.control = 'up';
    await s.run(10 * MINUTE);
    expect((await s.head('shop')).blind).toBe(false);
    expect(paged(s).length).toBeGreaterThan(1);
    expect(await words(s)).toContain('the control endpoint answers again');
  });

  it('signals that arrive twice, late or from the future change nothing (T3)', async () => {
    const s = await story(worldwide());
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    const before = await s.head('shop');
    const late = {
      monitor: 'backend',
      location: 'eu',
      slot: before.suspectedAt - 10 * MINUTE,
      at: 0,
      verdict: 'up',
      code: 'ok',
      text: 'fine',
      parts: [],
      bad: 0,
    } as const;
    await s.signal([late, { ...late, slot: s.clock.now() + 60 * MINUTE }]);
    expect(await s.head('shop')).toEqual(before);
  });
});
