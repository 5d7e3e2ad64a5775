import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recorder } from '../../../functions/recorder.ts';
import { MemoryDeploys } from '../../../src/adapters/memory/deploys.ts';
import { MemoryWorkloads } from '../../../src/adapters/memory/workloads.ts';
import type { CheckResult, Verdict } from '../../../src/core/check/check.ts';
import type { Grounds, RemedyIntent } from '../../../src/core/remedy/remedy.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { remedies } from '../../../src/remedies/index.ts';
import { kubernetes } from '../../../src/runtime/platforms/kubernetes.ts';
import { remediesOf } from '../../../src/runtime/remedies/remedies.ts';
import { versionsOf } from '../../../src/runtime/versions.ts';
import {
  BACKEND_KEY,
  backendMonitor,
  remedyPlan,
  ShopCluster,
  versionHash,
} from '../../support/kubernetes/shop-cluster.ts';
import { MONDAY, shop } from '../../support/plan.ts';

const plan = () =>
  shop({
    monitors: { backend: backendMonitor },
    remedies: { undo: remedyPlan('rollback'), again: remedyPlan('restart'), more: remedyPlan('scale') },
  });

let cluster: ShopCluster;
let workloads: MemoryWorkloads;
let deploys: MemoryDeploys;
let now = MONDAY;
let seen: Verdict = 'up';
beforeEach(async () => {
  cluster = await new ShopCluster().open();
  workloads = new MemoryWorkloads();
  deploys = new MemoryDeploys();
  [now, seen] = [MONDAY, 'up'];
});
afterEach(() => cluster.close());

const clock = { now: () => now };
const bound = () =>
  remediesOf({
    remedies,
    clock,
    plan,
    workloads,
    secrets: { get: async () => undefined },
    platforms: [kubernetes(cluster.api)],
  });
const check = () =>
  plan().locations.map((location) => ({ monitor: 'backend', location, slot: now, verdict: seen }) as CheckResult);
const errors: unknown[] = [];
const record = () =>
  recorder({
    plan,
    clock,
    workloads,
    deploys,
    versions: versionsOf({ plan, platforms: [kubernetes(cluster.api)] }),
    latest: async () => check(),
    onError: (where, error) => errors.push(where, error),
  })();
/** The recorder looks, each minute. */
async function minutes(n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    await record();
    now += MINUTE;
  }
}
/** Version 1.8.2 is well for a while; then 1.8.3 comes, and breaks. */
async function badDeploy(): Promise<Grounds> {
  await minutes(12);
  cluster.deploy('1.8.3');
  seen = 'down';
  const failedAt = now;
  await minutes(1);
  return { incident: 'shop-1', key: 'shop-1/apply/g1/undo', failedAt };
}
async function planned(remedy: string, grounds: Grounds): Promise<RemedyIntent> {
  const got = await bound().plan(remedy, grounds);
  if (got.is !== 'planned') throw new Error(got.why);
  return got.intent;
}

describe('a rollback, from the recorder to the rollout', () => {
  it('goes back to what was seen healthy, once, and is remembered (G2, G3)', async () => {
    const grounds = await badDeploy();
    const intent = await planned('undo', grounds);
    expect(intent.summary).toBe('roll backend-deployment back: image 1.8.3 → 1.8.2');
    expect(await bound().apply('undo', intent, grounds)).toEqual({ is: 'applied' });
    expect(cluster.running()).toBe('1.8.2');
    expect(await bound().verify('undo', intent, { ...grounds, appliedAt: now })).toMatchObject({ is: 'pending' });
    cluster.settle();
    expect(await bound().verify('undo', intent, { ...grounds, appliedAt: now })).toEqual({ is: 'healthy' });
    now += SECOND;
    await minutes(1);
    const { memory } = (await workloads.read(BACKEND_KEY))!;
    expect([memory.templates.bad.length, memory.templates.reigns.at(-1)?.ours]).toEqual([1, true]);
    expect(memory.uses.uses).toMatchObject([{ key: grounds.key, endedAt: expect.any(Number) }]);
    // Another incident, a minute later: not again so soon, whichever remedy.
    const next = { incident: 'shop-2', key: 'shop-2/apply/g1/again', failedAt: now };
    expect(await bound().plan('again', next)).toMatchObject({ why: expect.stringContaining('1 h lie between two') });
    expect(errors).toEqual([]);
  });

  it('is known for ours also where the recorder never saw what it undid (G2)', async () => {
    await minutes(12);
    // It comes, breaks and is undone between two looks.
    cluster.deploy('1.8.3');
    seen = 'down';
    const grounds = { incident: 'shop-1', key: 'shop-1/apply/g1/undo', failedAt: now };
    const intent = await planned('undo', grounds);
    expect(await bound().apply('undo', intent, grounds)).toEqual({ is: 'applied' });
    now += SECOND;
    await minutes(1);
    const { templates } = (await workloads.read(BACKEND_KEY))!.memory;
    expect([templates.bad, templates.reigns.at(-1)?.ours]).toEqual([[versionHash('1.8.3')], true]);
    // What fails an hour later is not the doing of a deploy that we put back.
    await minutes(61);
    const again = await bound().plan('undo', { incident: 'shop-2', key: 'shop-2/apply/g1/undo', failedAt: now });
    expect(again).toMatchObject({ why: expect.stringContaining('put there by a remedy') });
  });

  it.each([
    ['nothing was deployed', async () => minutes(12), /was there when we began/],
    [
      'nobody looked while it was deployed',
      async () => {
        await minutes(12);
        now += 10 * MINUTE;
        cluster.deploy('1.8.3');
        now += MINUTE;
      },
      /nobody looked at what runs there for \d+ min: when it was deployed is not known/,
    ],
    [
      'the version before was not well for long enough',
      async () => {
        await minutes(4);
        cluster.deploy('1.8.3');
        seen = 'down';
        await minutes(1);
      },
      /no version before it was seen healthy for 10 min/,
    ],
  ])('is refused where %s, and nothing is sent (G2)', async (_, story, why) => {
    await story();
    const got = await bound().plan('undo', { incident: 'shop-1', key: 'k', failedAt: now - MINUTE });
    expect(got).toEqual({ is: 'refused', why: expect.stringMatching(why) });
    expect(cluster.server.writes()).toEqual([]);
  });

  it('needs no look of the recorder at a deploy that broke at once (G2)', async () => {
    await minutes(12);
    now += -40_000;
    cluster.deploy('1.8.3');
    const intent = await planned('undo', { incident: 'shop-1', key: 'k', failedAt: now + 1_000 });
    expect(intent.summary).toContain('1.8.3 → 1.8.2');
  });

  it('that the server refuses leaves no trace in what is remembered: the next one may come (G3)', async () => {
    const grounds = await badDeploy();
    const intent = await planned('undo', grounds);
    cluster.server.befalls = ({ method }) => (method === 'PATCH' ? { status: 403, message: 'forbidden' } : undefined);
    expect(await bound().apply('undo', intent, grounds)).toMatchObject({ is: 'refused' });
    expect((await workloads.read(BACKEND_KEY))?.memory.uses.uses).toEqual([]);
    cluster.server.befalls = () => undefined;
    expect(await bound().apply('undo', intent, grounds)).toEqual({ is: 'applied' });
  });

  it('whose answer is lost stays written down, and is not sent again (G5)', async () => {
    const grounds = await badDeploy();
    const intent = await planned('undo', grounds);
    cluster.server.befalls = ({ method, query }) =>
      method === 'PATCH' && query.dryRun === undefined ? { status: 503 } : undefined;
    expect(await bound().apply('undo', intent, grounds)).toMatchObject({ is: 'unknown' });
    expect((await workloads.read(BACKEND_KEY))?.memory.uses.uses).toMatchObject([{ key: grounds.key }]);
    expect(cluster.server.writes()).toHaveLength(2);
  });

  it('of two incidents at the same moment happens once: what is written first counts (G3)', async () => {
    const grounds = await badDeploy();
    const intent = await planned('undo', grounds);
    const other = { ...grounds, incident: 'shop-2', key: 'shop-2/apply/g1/undo' };
    const got = await Promise.all([bound().apply('undo', intent, grounds), bound().apply('undo', intent, other)]);
    expect(got.map(({ is }) => is).toSorted()).toEqual(['applied', 'refused']);
    expect(cluster.server.writes()).toHaveLength(2);
  });

  it('knows that nothing was sent where the cluster, or what it needs, cannot be had', async () => {
    const grounds = await badDeploy();
    const intent = await planned('undo', grounds);
    await cluster.close();
    expect(await bound().apply('undo', intent, grounds)).toMatchObject({ is: 'refused' });
    expect(await bound().verify('undo', intent, grounds)).toMatchObject({ is: 'pending' });
    cluster = await new ShopCluster().open();
  });
});

describe('what is recorded of a workload', () => {
  it('is a gap where the cluster cannot be asked: no version outlives it as healthy (G2)', async () => {
    await minutes(8);
    cluster.server.befalls = () => ({ status: 500 });
    await minutes(5);
    expect(errors.splice(0)).toContain('what runs backend');
    cluster.server.befalls = () => undefined;
    await minutes(8);
    expect((await workloads.read(BACKEND_KEY))?.memory.templates.reigns.at(-1)?.well).toBe(7 * MINUTE);
  });

  it('is not well while a look fails, is old, or is missing', async () => {
    seen = 'degraded';
    await minutes(3);
    expect((await workloads.read(BACKEND_KEY))?.memory.templates.reigns).toMatchObject([{ well: 0 }]);
  });

  it('a version that came is a deploy, once, for the pages to come; what we put back is none', async () => {
    const grounds = await badDeploy();
    await minutes(2);
    expect(await deploys.since(0)).toEqual([
      { id: expect.any(String), at: grounds.failedAt, version: '1.8.3', monitors: ['backend'], by: 'Kubernetes' },
    ]);
    await bound().apply('undo', await planned('undo', grounds), grounds);
    await minutes(2);
    expect(await deploys.since(0)).toHaveLength(1);
  });

  it('knows a rollback of ours that came while it looked', async () => {
    await badDeploy();
    const known = (await workloads.read(BACKEND_KEY))!;
    const [running, to] = known.memory.templates.reigns.map(({ hash }) => hash).toReversed();
    cluster.server.befalls = () => {
      cluster.server.befalls = () => undefined;
      const undoes = { from: running!, to: to! };
      const use = { key: 'k', incident: 'shop-1', kind: 'rollback', at: now + 500, undoes };
      void workloads.write(BACKEND_KEY, { ...known.memory, uses: { uses: [use] } }, known.version);
      now += 1_000;
      cluster.deploy('1.8.2');
      return undefined;
    };
    await record();
    const { reigns, bad } = (await workloads.read(BACKEND_KEY))!.memory.templates;
    expect([reigns.at(-1)?.ours, bad]).toEqual([true, [running]]);
  });

  it('a restart is the same version', async () => {
    await minutes(12);
    const grounds = { incident: 'shop-1', key: 'shop-1/apply/g1/again', failedAt: now };
    expect(await bound().apply('again', await planned('again', grounds), grounds)).toEqual({ is: 'applied' });
    await minutes(2);
    expect((await workloads.read(BACKEND_KEY))?.memory.templates.reigns).toHaveLength(1);
  });
});
