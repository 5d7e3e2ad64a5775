import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../src/kubernetes/api.ts';
import { diagnose } from '../../../src/kubernetes/evidence/diagnose.ts';
import { revisionsPath, type WorkloadRef, workloadPath } from '../../../src/kubernetes/kinds.ts';
import { ApiServer } from '../../support/kubernetes/api-server.ts';
import { deployment, list, replicaSet } from '../../support/kubernetes/objects.ts';
import { pod } from '../../support/kubernetes/pods.ts';
import { surround } from '../../support/kubernetes/surroundings.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
  surround(server);
});
afterEach(() => server.close());

const REF: WorkloadRef = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' };
const CORE = '/api/v1/namespaces/shop';
const crash = (name: string) =>
  pod(name, {
    ready: false,
    restartCount: 3,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { reason: 'Error', exitCode: 1, finishedAt: '2026-11-02T14:01:00Z' } },
  });

function broken() {
  const workload = {
    ...deployment(),
    status: { observedGeneration: 3, replicas: 3, updatedReplicas: 3, readyReplicas: 0 },
  };
  server.objects.set(workloadPath(REF), workload as never);
  const sets = [replicaSet(2, 'shop/backend:1.8.2'), replicaSet(3, 'shop/backend:1.8.3')];
  server.objects.set(revisionsPath(REF), list('ReplicaSet', sets) as never);
  server.objects.set(`${CORE}/pods`, list('Pod', [crash('a'), crash('b'), crash('c')]) as never);
  const event = (name: string, message: string, lastTimestamp: string) => ({
    reason: 'BackOff',
    message,
    count: 7,
    lastTimestamp,
    involvedObject: { name },
  });
  server.objects.set(
    `${CORE}/events`,
    list('Event', [
      event('backend-deployment-abc', 'Back-off restarting\nfailed container', '2026-11-02T14:02:00Z'),
      event('frontend-deployment-abc', 'somebody else', '2026-11-02T14:03:00Z'),
    ]) as never,
  );
}
const look = (more: Partial<Parameters<typeof diagnose>[2]> = {}) =>
  diagnose(kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 10_000), REF, { zone: 'UTC', ...more });

describe('a diagnosis', () => {
  it('says in a sentence what is wrong and what changed, with what it is made of', async () => {
    broken();
    const { summary, rollout, revisions, warnings, missing } = await look({
      changedAt: Date.parse('2026-11-02T13:58:00Z'),
    });
    expect(summary).toBe(
      'backend-deployment: 0 of 3 ready, CrashLoopBackOff (exit code 1) since 14:01, image 1.8.2 → 1.8.3 at 13:58',
    );
    expect(rollout).toMatchObject({ is: 'under way' });
    expect(revisions).toEqual([
      { number: 3, images: ['1.8.2 → 1.8.3'], cause: 'release 1.8.3' },
      { number: 2, images: [], cause: 'release 1.8.2' },
    ]);
    expect(warnings).toEqual(['BackOff: Back-off restarting failed container (7 times)']);
    expect(missing).toEqual({});
    expect(server.writes()).toEqual([]);
    expect(server.asked.find(({ path }) => path === `${CORE}/pods`)!.query).toEqual({ labelSelector: 'app=backend' });
  });

  it('is kept as far as it could be had: one that hangs hides nothing else', async () => {
    broken();
    server.befalls = ({ path }) =>
      path === `${CORE}/pods`
        ? 'silence'
        : path === `${CORE}/events`
          ? { status: 403, message: 'events is forbidden' }
          : undefined;
    const began = performance.now();
    const { summary, missing } = await look({ patience: { each: 400, all: 3_000 } });
    expect(performance.now() - began).toBeLessThan(3_500);
    expect(summary).toBe('backend-deployment: 0 of 3 ready, image 1.8.2 → 1.8.3');
    expect(missing).toEqual({ pods: 'no answer in time', events: 'events is forbidden' });
  });

  it('of a workload that is not there, or of a server that is not, says why', async () => {
    expect(await look()).toMatchObject({
      summary: undefined,
      missing: { workload: expect.stringContaining('not found') },
    });
    server.befalls = () => ({ status: 401, message: 'Unauthorized' });
    expect((await look()).missing).toEqual({ workload: 'Unauthorized' });
  });
});
