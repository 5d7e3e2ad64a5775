import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RemedyIntent } from '../../../src/core/remedy/remedy.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { applyDeletePod, planDeletePod, verifyDeletePod } from '../../../src/kubernetes/act/delete-pod.ts';
import type { ContainerStatus, Pod } from '../../../src/kubernetes/evidence/pod.ts';
import { intentOf } from '../../../src/remedies/intent.ts';
import { list } from '../../support/kubernetes/objects.ts';
import { pod } from '../../support/kubernetes/pods.ts';
import { BACKEND, ShopCluster } from '../../support/kubernetes/shop-cluster.ts';
import { MONDAY } from '../../support/plan.ts';

const PODS = '/api/v1/namespaces/shop/pods';
let cluster: ShopCluster;
beforeEach(async () => {
  cluster = await new ShopCluster().open();
});
afterEach(() => cluster.close());

const api = () => cluster.api('prod', 2_000);
const owned = (name: string, container: Partial<ContainerStatus> = {}, replicaSet = 'backend-deployment-h2'): Pod => {
  const one = pod(name, container);
  const labels = { app: 'backend', 'pod-template-hash': 'h2' };
  const ownerReferences = [{ kind: 'ReplicaSet', name: replicaSet, uid: 'uid-2', controller: true }];
  return { ...one, metadata: { ...one.metadata, labels, ownerReferences } };
};
const crashing = (ago: number): Partial<ContainerStatus> => ({
  ready: false,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: {
    terminated: { reason: 'Error', exitCode: 1, finishedAt: new Date(MONDAY - ago).toISOString() },
  },
});
function put(...pods: readonly Pod[]): void {
  cluster.server.objects.set(PODS, list('Pod', pods) as never);
  for (const each of pods) cluster.server.objects.set(`${PODS}/${each.metadata.name}`, each as never);
}
const plan = async () => planDeletePod(await api(), BACKEND, MONDAY, intentOf);
async function planned(): Promise<RemedyIntent> {
  const got = await plan();
  if (got.is !== 'planned') throw new Error(got.why);
  return got.intent;
}

describe('deleting a stuck pod', () => {
  it('takes the one that has been stuck the longest, tried first, by its uid, once (G5)', async () => {
    put(owned('backend-a'), owned('backend-b', crashing(2 * MINUTE)), owned('backend-c', crashing(5 * MINUTE)));
    const intent = await planned();
    expect(intent).toMatchObject({
      summary: 'delete pod backend-c: CrashLoopBackOff for 5 min; a new one takes its place',
      target: 'Pod shop/backend-c',
    });
    expect(await verifyDeletePod(await api(), BACKEND, intent)).toMatchObject({ is: 'pending' });
    expect(cluster.server.writes()).toEqual([]);
    expect(await applyDeletePod(await api(), BACKEND, intent)).toEqual({ is: 'applied' });
    const preconditions = { uid: 'uid-backend-c' };
    expect(cluster.server.writes()).toMatchObject([
      { method: 'DELETE', body: { preconditions, dryRun: ['All'] } },
      { method: 'DELETE', body: { preconditions } },
    ]);
    expect(cluster.server.writes()[1]!.body).not.toHaveProperty('dryRun');
    expect(await verifyDeletePod(await api(), BACKEND, intent)).toEqual({ is: 'healthy' });
    expect(await applyDeletePod(await api(), BACKEND, intent)).toMatchObject({ is: 'refused' });
    expect(cluster.server.writes()).toHaveLength(2);
  });

  it('does it where the only pod there is is stuck', async () => {
    put(owned('backend-a', crashing(MINUTE)));
    expect((await plan()).is).toBe('planned');
  });

  it.each([
    ['no pod is stuck', [owned('backend-a')], /no pod of it is stuck/],
    [
      'all are in trouble',
      [owned('backend-a', crashing(MINUTE)), owned('backend-b', crashing(MINUTE))],
      /all 2 pods are in trouble .* no better/,
    ],
    [
      'what is stuck is somebody else’s, whatever its labels',
      [owned('backend-a'), owned('backend-deployment-x', crashing(MINUTE), 'backend-deployment-canary-h2')],
      /no pod of it is stuck/,
    ],
  ])('is refused where %s', async (_, pods, why) => {
    put(...pods);
    expect(await plan()).toEqual({ is: 'refused', why: expect.stringMatching(why) });
  });

  it('leaves another pod of the same name alone', async () => {
    put(owned('backend-a'), owned('backend-b', crashing(MINUTE)));
    const intent = await planned();
    const other = owned('backend-b');
    put(owned('backend-a'), { ...other, metadata: { ...other.metadata, uid: 'uid-new' } });
    expect(await applyDeletePod(await api(), BACKEND, intent)).toMatchObject({
      why: expect.stringContaining('gone already'),
    });
    expect(cluster.server.writes()).toEqual([]);
  });

  it('does not know what became of it where the answer is lost (G5)', async () => {
    put(owned('backend-a'), owned('backend-b', crashing(MINUTE)));
    const intent = await planned();
    cluster.server.befalls = ({ method, body }) =>
      method === 'DELETE' && !(body as { dryRun?: unknown }).dryRun ? { status: 500 } : undefined;
    expect(await applyDeletePod(await api(), BACKEND, intent)).toMatchObject({ is: 'unknown' });
    expect(cluster.server.writes()).toHaveLength(2);
  });
});
