import { afterEach, describe, expect, it } from '@jest/globals';
import type { RemedyPlan } from '../../src/core/plan.ts';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { shop } from '../support/plan.ts';
import { Served } from '../support/served.ts';
import { story } from '../support/story.ts';

const served = new Served();
afterEach(() => served.close());

const undo: RemedyPlan = {
  name: 'undo',
  kind: 'webhook',
  monitor: 'backend',
  mode: 'ask',
  on: ['status'],
  approvers: ['devops-1'],
  verifyWithin: 10 * MINUTE,
  settings: {},
};
const intent = {
  summary: 'roll backend back from 1.8.3 to 1.8.2',
  target: 'backend',
  facts: {},
  difference: ['image: shop/backend:1.8.3 → shop/backend:1.8.2'],
  hash: 'h1',
};

async function shopWith(more: Partial<RemedyPlan> = {}): Promise<Simulation> {
  const s = await story(shop({ remedies: { undo: { ...undo, ...more } } }));
  s.world.remedy('undo', {
    plan: () => ({ is: 'planned', intent }),
    apply: () => {
      s.world.mends('backend');
      return { is: 'applied' };
    },
    verify: () => ({ is: 'healthy' }),
  });
  return s;
}
async function broken(more: Partial<RemedyPlan> = {}): Promise<Simulation> {
  const s = await shopWith(more);
  s.world.breaks('backend');
  await s.run(2 * MINUTE);
  return s;
}

describe('tocsin remedy plan', () => {
  it('says what it would do, line by line, and that every guard allows it; changes nothing', async () => {
    const s = await broken();
    const tocsin = await served.open(s, 0);
    const { exit, out } = await tocsin('remedy', 'plan', 'undo');
    expect(exit).toBe(0);
    expect(out).toContain('undo of backend, mode ask, incident shop-1\n  would roll backend back from 1.8.3 to 1.8.2');
    expect(out).toContain('    image: shop/backend:1.8.3 → shop/backend:1.8.2\n');
    expect(out).toContain('  ✓ a majority confirmed it\n');
    expect(out).not.toContain('✗');
    expect(s.world.applied).toEqual([]);
  });

  it('says which guard refuses it, and why', async () => {
    const s = await broken();
    s.world.breaks('ingress');
    await s.run(2 * MINUTE);
    const tocsin = await served.open(s, 0);
    const { exit, out } = await tocsin('remedy', 'plan', 'undo');
    expect(exit).toBe(1);
    expect(out).toContain('  ✗ nothing that it depends on fails: ingress, which backend depends on, is failing\n');
  });

  it('also while nothing fails, where it could be tried out (G4)', async () => {
    const tocsin = await served.open(await shopWith(), 0);
    const { exit, out } = await tocsin('remedy', 'plan', 'undo', '-o', 'json');
    expect([exit, JSON.parse(out)]).toMatchObject([
      1,
      { incident: null, guards: [{ why: 'backend is not failing in any open incident' }], planned: { is: 'planned' } },
    ]);
  });

  it('names what there is where there is no such remedy', async () => {
    const tocsin = await served.open(await shopWith(), 0);
    expect(await tocsin('remedy', 'plan', 'nix')).toMatchObject({
      exit: 1,
      err: "there is no remedy 'nix'; there are undo\n",
    });
  });
});

describe('tocsin remedy apply', () => {
  it.each(['ask', 'suggest'] as const)('mode %s: approves the plan and follows it to its end', async (mode) => {
    const s = await broken({ mode });
    const tocsin = await served.open(s, 20 * SECOND);
    const { exit, out } = await tocsin('remedy', 'apply', 'undo', '--by', 'devops-1');
    expect(out).toContain('approved: roll backend back from 1.8.3 to 1.8.2\n');
    expect(out).toMatch(/It worked: .*verified, \d good checks of backend from outside\n$/);
    expect([exit, s.world.applied.length]).toEqual([0, 1]);
  });

  it('is refused to whoever is no approver (G1)', async () => {
    const s = await broken();
    const tocsin = await served.open(s, 0);
    const { exit, err } = await tocsin('remedy', 'apply', 'undo', '--by', 'mallory');
    expect([exit, err]).toEqual([1, expect.stringContaining('mallory is not among the approvers of undo')]);
    expect(s.world.applied).toEqual([]);
  });

  it('does nothing where a guard refuses it', async () => {
    const s = await shopWith();
    const tocsin = await served.open(s, 0);
    const { exit, err } = await tocsin('remedy', 'apply', 'undo', '--by', 'devops-1');
    expect([exit, err]).toEqual([1, 'undo is not applied: see above\n']);
    expect(s.world.applied).toEqual([]);
  });
});
