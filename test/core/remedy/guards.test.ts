import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../src/core/check/check.ts';
import { REMEDY_MODES, type RemedyMode } from '../../../src/core/plan.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { look, Pure } from '../../support/pure.ts';

const places = ['eu', 'us', 'ap'];
const intent = { hash: 'h1', summary: 'roll back to yesterday', target: 'backend', facts: {} };

/** A backend with a rollback; what is applied is counted, and works at once. */
function withRollback(mode: RemedyMode, on: readonly ('status' | 'deadline')[] = ['status']): Pure {
  const plan = shop({
    locations: places,
    rules: [],
    remedies: {
      fix: {
        name: 'fix',
        kind: 'webhook',
        monitor: 'backend',
        mode,
        on,
        approvers: ['lead-developer'],
        verifyWithin: 10 * MINUTE,
        settings: {},
      },
    },
  });
  const engine = new Pure(withMonitor(plan, 'backend', { severity: 'P1' }));
  engine.got = {
    plan: () => ({ is: 'planned', intent }),
    apply: () => ({ is: 'applied' }),
    verify: () => ({ is: 'healthy' }),
  };
  return engine;
}
const applied = (engine: Pure) => engine.claimed.filter(({ due }) => due.kind === 'apply');

const state = fc.record({
  backend: fc.tuple(...places.map(() => fc.constantFrom<Verdict>('down', 'down', 'down', 'degraded', 'unknown', 'up'))),
  ingressDown: fc.boolean(),
  part: fc.boolean(),
  control: fc.constantFrom('up', 'down', 'none'),
  isMuted: fc.boolean(),
  isMeantFor: fc.boolean(),
});

describe('the guards of a remedy', () => {
  it('let it be used on a failure that a majority confirmed, whose cause is here and that it is meant for; on nothing less (G1, G4)', () => {
    let used = 0;
    fc.assert(
      fc.property(state, ({ backend, ingressDown, part, control, isMuted, isMeantFor }) => {
        const engine = withRollback('auto', isMeantFor ? ['status'] : ['deadline']);
        const looks = (monitor: string) =>
          places.map((location, i) => {
            const verdict = monitor === 'backend' ? backend[i]! : monitor === 'ingress' && ingressDown ? 'down' : 'up';
            const parts = part && monitor === 'backend' && verdict === 'down' ? ['database'] : [];
            return look(monitor, verdict, { location, slot: engine.now, parts });
          });
        engine.got = {
          ...engine.got,
          confirm: ({ ask }) => ({ looks: ask.monitors.flatMap(looks), control: control as 'up' | 'down' | 'none' }),
        };
        if (isMuted)
          engine.mutes = [
            { id: 'm', monitors: ['backend'], from: MONDAY, until: MONDAY + 60 * MINUTE, why: '', by: 'ada' },
          ];
        engine.send({ type: 'signal', looks: ['ingress', 'backend', 'frontend'].flatMap(looks) });
        engine.run(50_000);
        const down = backend.filter((v) => v === 'down').length;
        const unknown = backend.some((v) => v === 'unknown');
        const blind = control === 'down' && (down === 3 || ingressDown);
        const may = down >= 2 && !unknown && !ingressDown && !part && !blind && !isMuted && isMeantFor;
        expect(applied(engine)).toHaveLength(may ? 1 : 0);
        if (may) used += 1;
        else if (engine.incident?.failing.backend && !ingressDown && engine.head().phase === 'open')
          expect(engine.lines.map(({ text }) => text).join('\n')).toMatch(/fix|muted/);
      }),
      { numRuns: 200, seed: 4 },
    );
    expect(used).toBeGreaterThan(5);
  });

  it('are asked again inside the claim: what recovered, or is unknown by now, is left alone (G5, rule 7)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Verdict>('down', 'up', 'unknown'),
        fc.integer({ min: 0, max: 14 * 60 }),
        (verdict, s) => {
          const engine = withRollback('ask');
          engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
          engine.lookAround();
          engine.run(50_000);
          engine.now += s * 1_000;
          engine.lookAround();
          // The approval and the newest looks race for the same claim.
          const approval = {
            type: 'approve',
            by: 'lead-developer',
            via: 'console',
            remedy: 'fix',
            hash: 'h1',
          } as const;
          expect(engine.send(approval).is).toBe('done');
          const looks = places.map((location) => look('backend', verdict, { location, slot: engine.now + 1 }));
          engine.send({ type: 'signal', looks });
          engine.settle();
          expect(applied(engine)).toHaveLength(verdict === 'down' ? 1 : 0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('act by themselves in mode auto only, and once: `off`, `suggest` and an unanswered `ask` apply nothing (G1)', () => {
    for (const mode of REMEDY_MODES) {
      const engine = withRollback(mode);
      engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
      engine.lookAround();
      engine.run(40 * MINUTE);
      expect([mode, applied(engine).length]).toEqual([mode, mode === 'auto' ? 1 : 0]);
    }
  });
});
