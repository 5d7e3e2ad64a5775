import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

const intent = { hash: 'h1', summary: 'roll back to yesterday', target: 'backend', facts: {} };

/** The frontend fails all the time; the backend fails, recovers in the fourth minute and fails again in the ninth. */
function failingTwice(): Pure {
  const fix = {
    name: 'fix',
    kind: 'webhook',
    monitor: 'backend',
    mode: 'ask',
    on: ['status'],
    approvers: ['lead-developer'],
    verifyWithin: 10 * MINUTE,
    settings: {},
  } as const;
  const engine = new Pure(withMonitor(shop({ rules: [], remedies: { fix } }), 'backend', { severity: 'P1' }));
  engine.got = {
    plan: () => ({ is: 'planned', intent }),
    apply: () => ({ is: 'applied' }),
    verify: () => ({ is: 'healthy' }),
  };
  engine.truth = (monitor, _, now) => {
    const minute = (now - MONDAY) / MINUTE;
    if (monitor === 'frontend') return 'down';
    return monitor === 'backend' && (minute < 4 || minute >= 9) ? 'down' : 'up';
  };
  return engine;
}
const count = (engine: Pure, kind: string) => engine.claimed.filter(({ due }) => due.kind === kind).length;
const approve = (engine: Pure) =>
  engine.send({
    type: 'approve',
    generation: engine.head().generation,
    remedy: 'fix',
    by: 'lead-developer',
    via: 'console',
    hash: intent.hash,
  });

describe('a remedy that was planned before its monitor recovered', () => {
  it('is planned anew where that fails again, and asked for anew (G1, G2)', () => {
    const engine = failingTwice();
    engine.lookAround();
    engine.run(7 * MINUTE);
    expect([count(engine, 'plan'), 'backend' in engine.head().failing]).toEqual([1, false]);
    // Whoever approves now approves of what was planned for a failure that is over.
    approve(engine);
    engine.run(5 * MINUTE);
    expect('backend' in engine.head().failing).toBe(true);
    expect([count(engine, 'plan'), count(engine, 'apply')]).toEqual([2, 0]);
    const text = 'backend recovered and failed again since fix was planned: planning anew';
    expect(engine.lines.filter((line) => line.text === text)).toHaveLength(1);
    expect(approve(engine).is).toBe('done');
    engine.run(MINUTE);
    expect(count(engine, 'apply')).toBe(1);
  });

  it('is used as approved while it is one failure', () => {
    const engine = failingTwice();
    engine.lookAround();
    engine.run(2 * MINUTE);
    approve(engine);
    engine.run(MINUTE);
    expect([count(engine, 'plan'), count(engine, 'apply')]).toEqual([1, 1]);
  });

  it('stays refused where somebody refused it', () => {
    const engine = failingTwice();
    engine.lookAround();
    engine.run(2 * MINUTE);
    engine.send({ type: 'refuse', generation: 1, remedy: 'fix', by: 'lead-developer', via: 'console' });
    engine.run(12 * MINUTE);
    expect([count(engine, 'plan'), count(engine, 'apply')]).toEqual([1, 0]);
  });
});
