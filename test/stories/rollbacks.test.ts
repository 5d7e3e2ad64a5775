import { describe, expect, it } from '@jest/globals';
import { recorder } from '../../functions/recorder.ts';
import type { RemedyPlan } from '../../src/core/plan.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { rollback } from '../../src/remedies/rollback.ts';
import { kubernetes } from '../../src/runtime/platforms/kubernetes.ts';
import { remediesOf } from '../../src/runtime/remedies/remedies.ts';
import { versionsOf } from '../../src/runtime/versions.ts';
import { type Fate, VirtualCluster } from '../../src/simulation/cluster/cluster.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { BACKEND, backendMonitor, remedyPlan } from '../support/kubernetes/shop-cluster.ts';
import { shop } from '../support/plan.ts';
import { paged, story, words } from '../support/story.ts';

/** A shop whose backend runs in a cluster, watched by the recorder; a rollback may act by itself. */
class RollbackStory {
  readonly changes: { readonly from: string; readonly to: string }[] = [];
  readonly cluster: VirtualCluster;
  /** What befalls the next changes; each is tried by the server before. */
  fates: Fate[] = [];
  readonly s: Simulation;
  readonly #record: () => Promise<unknown>;

  constructor(s: Simulation, more: { readonly isMending?: boolean } = {}) {
    this.s = s;
    const { clock, stores } = s;
    const plan = () => s.plan;
    this.cluster = new VirtualCluster({
      clock,
      ref: BACKEND,
      version: '1.8.2',
      fate: (method) => (method === 'change' ? (this.fates.shift() ?? 'well') : 'well'),
      onRollback: ({ from, to }) => {
        this.changes.push({ from, to });
        if (more.isMending !== false) s.world.mends('backend');
      },
    });
    const platforms = [kubernetes(async () => this.cluster)];
    const { workloads, deploys } = stores;
    const secrets = { get: async () => undefined };
    const real = remediesOf({
      remedies: new Map([['rollback', rollback]]),
      clock,
      plan,
      workloads,
      platforms,
      secrets,
    });
    s.world.remedy('undo', {
      plan: (grounds) => real.plan('undo', grounds),
      apply: (intent, grounds) => real.apply('undo', intent, grounds),
      verify: (intent, grounds) => real.verify('undo', intent, grounds),
    });
    this.#record = recorder({
      plan,
      clock,
      workloads,
      deploys,
      versions: versionsOf({ plan, platforms }),
      latest: () => stores.results.latest(),
      onError: (where, error) => {
        throw new Error(where, { cause: error });
      },
    });
  }

  async minutes(n: number): Promise<void> {
    for (let i = 0; i < n; i++) {
      await this.s.run(MINUTE);
      await this.#record();
    }
  }

  /** 1.8.2 is well for a while; then 1.8.3 comes, and breaks. */
  async badDeploy(...fates: readonly Fate[]): Promise<void> {
    await this.minutes(12);
    this.cluster.deploy('1.8.3');
    this.s.world.breaks('backend');
    this.fates = ['well', ...fates];
    await this.minutes(3);
  }
}

async function begun(more: Partial<RemedyPlan> = {}, how = {}): Promise<RollbackStory> {
  const { monitors, ...rest } = shop({
    remedies: { undo: remedyPlan('rollback', { name: 'undo', mode: 'auto', ...more }) },
  });
  const backend = { ...monitors.backend!, workload: backendMonitor.workload! };
  return new RollbackStory(await story({ ...rest, monitors: { ...monitors, backend } }), how);
}

describe('a bad deploy of what runs in a cluster', () => {
  it('is rolled back once to what was seen healthy, verified, and closed', async () => {
    const told = await begun();
    await told.minutes(12);
    told.cluster.deploy('1.8.3');
    await told.minutes(2);
    told.s.world.breaks('backend');
    await told.minutes(8);
    expect(told.changes).toEqual([{ from: '1.8.3', to: '1.8.2' }]);
    expect((await told.s.head('shop')).phase).toBe('closed');
    expect(await words(told.s)).toContain('image 1.8.3 → 1.8.2: verified');
    expect(told.s.sent('page')[0]!.message.details).toContainEqual({
      label: 'Last deploy',
      text: expect.stringContaining('1.8.3 by Kubernetes at'),
    });
    expect(told.s.deaths).toEqual([]);
  });

  it.each<[Fate, string, number]>([
    ['unreachable', 'was refused: the cluster could not be reached', 0],
    ['unauthorized', 'was refused: answered 401', 0],
    ['forbidden', 'was refused: answered 403', 0],
    ['invalid', 'was refused: it was changed by somebody else meanwhile', 0],
    ['conflict', 'was refused: answered 409', 0],
    ['failing', 'failed: it does not run the version that was put back', 0],
    ['lost', 'failed: it does not run the version that was put back', 0],
    ['failing, done', 'image 1.8.3 → 1.8.2: verified', 1],
    ['lost, done', 'image 1.8.3 → 1.8.2: verified', 1],
    ['slow', 'failed: it does not run the version that was put back', 0],
    ['slow, done', 'image 1.8.3 → 1.8.2: verified', 1],
  ])('where the patch is %s, the incident says so and nothing is sent twice (G5)', async (fate, says, times) => {
    const told = await begun();
    await told.badDeploy(fate);
    await told.minutes(6);
    expect(await words(told.s)).toContain(says);
    expect(told.changes).toHaveLength(times);
    expect(told.fates).toEqual([]);
    // What did not help is for people: the next level, before its time.
    expect(paged(told.s).includes('senior-developer on chat')).toBe(times === 0);
    expect(told.s.deaths).toEqual([]);
  });

  it('whose rollback gets stuck is for people, and stays so (G5)', async () => {
    const told = await begun({}, { isMending: false });
    told.cluster.sticks();
    await told.badDeploy();
    await told.minutes(10);
    expect(await words(told.s)).toContain('failed: deployment "backend-deployment" exceeded its progress deadline');
    expect(paged(told.s)).toContain('senior-developer on chat');
    expect(told.changes).toHaveLength(1);
  });

  it('that somebody mends meanwhile is left to them (G5)', async () => {
    const told = await begun({ mode: 'ask', approvers: ['devops-1'] });
    await told.badDeploy();
    told.cluster.deploy('1.8.4');
    const remedy = Object.values((await told.s.head('shop')).effects).find(({ kind }) => kind === 'plan')!;
    const hash =
      remedy.kind === 'plan' && remedy.state.is === 'done' && remedy.state.got.is === 'planned'
        ? remedy.state.got.intent.hash
        : '';
    await told.s.answer({
      action: 'approve',
      incident: 'shop-1',
      by: 'devops-1',
      via: 'console',
      remedy: 'undo',
      hash,
    });
    await told.minutes(2);
    expect(await words(told.s)).toContain('changed by somebody else meanwhile');
    expect(told.changes).toEqual([]);
  });

  it('comes once an incident, and not again so soon in the next (G3)', async () => {
    const told = await begun({}, { isMending: false });
    await told.badDeploy();
    await told.minutes(15);
    expect(told.changes).toHaveLength(1);
    told.s.world.mends('backend');
    await told.minutes(20);
    expect((await told.s.head('shop')).phase).toBe('closed');
    told.cluster.deploy('1.8.5');
    told.s.world.breaks('backend');
    await told.minutes(3);
    expect(await words(told.s)).toMatch(
      /undo is not offered: a remedy was used there \d+ min ago: 1 h lie between two/,
    );
    expect(told.changes).toHaveLength(1);
  });

  it('is not touched where a dependency fails too (G4)', async () => {
    const told = await begun();
    await told.minutes(12);
    told.cluster.deploy('1.8.3');
    for (const name of ['backend', 'ingress']) told.s.world.breaks(name);
    await told.minutes(10);
    expect(await words(told.s)).toMatch(/ingress, which backend depends on, is failing/);
    expect(told.changes).toEqual([]);
  });

  it('is not undone where there was no deploy, and says so (G2)', async () => {
    const told = await begun();
    await told.minutes(12);
    told.s.world.breaks('backend');
    await told.minutes(4);
    expect(await words(told.s)).toContain('undo is not offered: what runs now was there when we began to look');
    expect(told.changes).toEqual([]);
  });

  it('is not undone long after it came (G2)', async () => {
    const told = await begun();
    await told.minutes(12);
    told.cluster.deploy('1.8.3');
    await told.minutes(45);
    told.s.world.breaks('backend');
    await told.minutes(4);
    expect(await words(told.s)).toMatch(/undo is not offered: the last deploy was \d+ min before it failed/);
    expect(told.changes).toEqual([]);
  });
});
