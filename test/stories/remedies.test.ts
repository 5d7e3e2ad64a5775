import { describe, expect, it } from '@jest/globals';
import type { RemedyPlan } from '../../src/core/plan.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { monitor, shop } from '../support/plan.ts';
import { story, told, words } from '../support/story.ts';

const rollBack: RemedyPlan = {
  name: 'roll-back-backend',
  kind: 'webhook',
  monitor: 'backend',
  mode: 'ask',
  on: ['status', 'deadline'],
  approvers: ['on-call-devops', 'lead-developer'],
  verifyWithin: 10 * MINUTE,
  settings: {},
};
const intent = {
  summary: 'roll backend back from 1.8.3 to 1.8.2',
  target: 'backend',
  facts: { to: '1.8.2' },
  hash: 'h1',
};
const withRemedy = (more: Partial<RemedyPlan> = {}) =>
  shop({ remedies: { [rollBack.name]: { ...rollBack, ...more } } });

async function badDeploy(
  more: Partial<RemedyPlan> = {},
  applied: 'applied' | 'unknown' = 'applied',
): Promise<Simulation> {
  const s = await story(withRemedy(more));
  s.world.remedy(rollBack.name, {
    plan: () => ({ is: 'planned', intent }),
    apply: () => {
      s.world.mends('backend');
      return applied === 'applied' ? { is: 'applied' } : { is: 'unknown', why: 'timed out after sending' };
    },
    verify: () => ({ is: 'healthy' }),
  });
  s.world.breaks('backend');
  await s.run(2 * MINUTE);
  return s;
}

const approve = (s: Simulation, by = 'devops-1', hash = 'h1') =>
  s.answer({ action: 'approve', incident: 'shop-1', by, via: 'console', remedy: rollBack.name, hash });

describe('a bad deploy', () => {
  it('is asked about, approved, rolled back, verified, and closed (G1, G5, G6)', async () => {
    const s = await badDeploy();
    expect(s.world.applied).toEqual([]);
    expect(told(s).some((line) => line.includes('approve or refuse: roll backend back from 1'))).toBe(true);
    const firstPage = s.sent('page')[0]!.at;
    expect(s.sent('update')[0]!.at).toBeGreaterThanOrEqual(firstPage);

    expect(await approve(s)).toEqual({ ok: true, text: 'approved: roll backend back from 1.8.3 to 1.8.2' });
    await s.run(2 * MINUTE);
    expect(s.world.applied).toHaveLength(1);
    expect((await s.head('shop')).phase).toBe('open');
    expect(await words(s)).not.toContain('verified,');
    await s.run(5 * MINUTE);
    const timeline = await words(s);
    expect(timeline).toContain('verified, 3 good checks of backend from outside');
    expect((await s.head('shop')).phase).toBe('closed');
    expect(s.deaths).toEqual([]);
  });

  it('is not touched without approval, by a stranger, on another plan, or after 15 minutes (G1)', async () => {
    const s = await badDeploy();
    expect((await approve(s, 'senior-developer')).text).toContain('not among the approvers');
    expect((await approve(s, 'devops-1', 'other')).text).toContain('the plan has changed');
    await s.run(16 * MINUTE);
    expect((await approve(s)).text).toContain('too late');
    await s.run(5 * SECOND);
    expect(s.world.applied).toEqual([]);
    expect((await approve(s)).ok).toBe(true);
    await s.run(10 * SECOND);
    expect(s.world.applied).toHaveLength(1);
  });

  it('refused stays refused until somebody approves after all', async () => {
    const s = await badDeploy();
    await s.answer({
      action: 'refuse',
      incident: 'shop-1',
      by: 'lead-developer',
      via: 'console',
      remedy: rollBack.name,
    });
    await s.run(5 * MINUTE);
    expect(s.world.applied).toEqual([]);
    await approve(s, 'lead-developer');
    await s.run(10 * SECOND);
    expect(s.world.applied).toHaveLength(1);
  });

  it('a lost answer is read again, never sent again (G5)', async () => {
    const s = await badDeploy({}, 'unknown');
    await approve(s);
    await s.run(8 * MINUTE);
    expect(s.world.applied).toHaveLength(1);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('a remedy that fails pages the next level at once, and nothing is tried twice (G5)', async () => {
    const s = await badDeploy();
    s.world.remedy(rollBack.name, {
      plan: () => ({ is: 'planned', intent }),
      apply: () => ({ is: 'applied' }),
      verify: () => ({ is: 'failed', why: 'rollout stuck' }),
    });
    await approve(s);
    await s.run(30 * SECOND);
    expect(s.sent('page').map((r) => r.message.person)).toEqual(['devops-team', 'senior-developer']);
    await s.run(30 * MINUTE);
    expect(s.world.applied).toHaveLength(1);
  });

  it('mode suggest only says so; mode auto acts by itself (G1)', async () => {
    const suggested = await badDeploy({ mode: 'suggest' });
    await suggested.run(5 * MINUTE);
    expect(suggested.world.applied).toEqual([]);
    expect(await words(suggested)).toContain('suggested, roll-back-backend: roll backend back');
    const auto = await badDeploy({ mode: 'auto' });
    await auto.run(10 * SECOND);
    expect(auto.world.applied).toHaveLength(1);
  });
});

describe('what speaks against a rollback', () => {
  it('a failing part: the database is the suspect, no rollback is offered, and the timeline says why (I5, G4)', async () => {
    const s = await story(withRemedy());
    s.world.remedy(rollBack.name, {
      plan: () => ({ is: 'planned', intent }),
      apply: () => ({ is: 'applied' }),
      verify: () => ({ is: 'healthy' }),
    });
    s.world.breaks('backend', { parts: ['database'] });
    await s.run(10 * MINUTE);
    expect(s.sent('page')[0]!.message.text).toContain('likely the database');
    expect(await words(s)).toContain('roll-back-backend is not offered: the database is failing');
    expect((await approve(s)).ok).toBe(false);
    expect(s.world.applied).toEqual([]);
  });

  it.each([
    ['a code it is not meant for', { code: 'tls_expired', text: 'certificate expired' } as const, 'it is meant for'],
    ['merely degraded', { verdict: 'degraded', code: 'slow', text: 'is slow' } as const, 'degraded, not down'],
  ])('%s', async (_name, symptom, why) => {
    const s = await story(withRemedy({ mode: 'auto', on: ['status', 'slow'] }));
    s.world.breaks('backend', symptom);
    await s.run(10 * MINUTE);
    expect(s.world.applied).toEqual([]);
    expect(await words(s)).toContain(why);
  });

  it('a failing ingress beneath it (G4)', async () => {
    const s = await story(withRemedy({ mode: 'auto' }));
    s.world.breaks('ingress');
    s.world.breaks('backend');
    await s.run(10 * MINUTE);
    expect(s.world.applied).toEqual([]);
  });

  it('an unknown latest slot between approval and use (rule 7, G5)', async () => {
    const s = await badDeploy();
    s.world.breaks('backend', { verdict: 'unknown', code: 'unknown', text: 'could not be checked' });
    await s.run(2 * MINUTE);
    await approve(s);
    await s.run(30 * SECOND);
    expect(s.world.applied).toEqual([]);
  });
});

describe('a remedy that would be used at the wrong time', () => {
  it('is refused during a freeze, with its end, and offered afterwards (G4)', async () => {
    const freeze = { name: 'Black Friday', timezone: 'UTC', length: HOUR, starts: { once: '2026-11-02T13:30' } };
    const s = await story(shop({ remedies: { [rollBack.name]: rollBack }, freeze: [freeze] }));
    s.world.remedy(rollBack.name, {
      plan: () => ({ is: 'planned', intent }),
      apply: () => ({ is: 'applied' }),
      verify: () => ({ is: 'healthy' }),
    });
    s.world.breaks('backend');
    await s.run(5 * MINUTE);
    expect(await words(s)).toContain("not offered: 'Black Friday' freezes all remedies until Mon 14:30");
    await s.run(30 * MINUTE);
    expect(await words(s)).toContain('roll-back-backend waits for approval');
  });

  it('is refused where unrelated groups go down at about the same time (G4)', async () => {
    const elsewhere = monitor('mail', { group: 'mail' });
    const plan = shop({ remedies: { [rollBack.name]: { ...rollBack, mode: 'auto' } } });
    const s = await story({ ...plan, monitors: { ...plan.monitors, mail: elsewhere } });
    s.world.remedy(rollBack.name, {
      plan: () => ({ is: 'planned', intent }),
      apply: () => ({ is: 'applied' }),
      verify: () => ({ is: 'healthy' }),
    });
    s.world.breaks('mail');
    await s.run(MINUTE);
    s.world.breaks('backend');
    await s.run(10 * MINUTE);
    expect(s.world.applied).toEqual([]);
    expect(await words(s)).toContain('mail went down at about the same time: the cause is likely elsewhere');
  });

  it('is not held up by what broke elsewhere long ago (G4)', async () => {
    const elsewhere = monitor('mail', { group: 'mail' });
    const plan = shop({ remedies: { [rollBack.name]: { ...rollBack, mode: 'auto' } } });
    const s = await story({ ...plan, monitors: { ...plan.monitors, mail: elsewhere } });
    s.world.remedy(rollBack.name, {
      plan: () => ({ is: 'planned', intent }),
      apply: () => ({ is: 'applied' }),
      verify: () => ({ is: 'healthy' }),
    });
    s.world.breaks('mail');
    await s.run(2 * HOUR);
    s.world.breaks('backend');
    await s.run(5 * MINUTE);
    expect(s.world.applied).toHaveLength(1);
  });
});
