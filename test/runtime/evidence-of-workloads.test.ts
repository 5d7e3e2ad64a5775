import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import { workloadPath } from '../../src/kubernetes/kinds.ts';
import { diagnoserOf } from '../../src/runtime/diagnoser.ts';
import { workloadSource } from '../../src/runtime/evidence/workload.ts';
import { knownSecrets } from '../../src/runtime/known-secrets.ts';
import { kubernetes } from '../../src/runtime/platforms/kubernetes.ts';
import { list } from '../support/kubernetes/objects.ts';
import { pod } from '../support/kubernetes/pods.ts';
import { BACKEND, backendMonitor, ShopCluster } from '../support/kubernetes/shop-cluster.ts';
import { surround } from '../support/kubernetes/surroundings.ts';
import { MONDAY, shop } from '../support/plan.ts';

let cluster: ShopCluster;
beforeEach(async () => {
  cluster = await new ShopCluster().open();
  surround(cluster.server);
});
afterEach(() => cluster.close());

/** What nobody's patterns would take for a secret. */
const SECRET = 'plain-words-of-a-webhook';
const secrets = {
  get: async (name: string) => {
    if (name === 'locked') throw new Error('the vault is locked');
    return name === 'hook' ? SECRET : undefined;
  },
};
const plan = {
  ...shop(),
  monitors: { backend: backendMonitor },
  inbound: { generic: { token: '${secret:hook}', severity: 'P3', severities: {}, monitorLabel: 'monitor' } },
  heartbeat: '${secret:locked}',
} as const;

describe('evidence of what runs a monitor', () => {
  it('repeats no secret of the config, whatever its containers log, also where another cannot be read (W7)', async () => {
    const failing = pod('backend-1', {
      ready: false,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { reason: 'Error', exitCode: 1 } },
    });
    const { server } = cluster;
    const workload = server.objects.get(workloadPath(BACKEND)) as { readonly status: object };
    server.objects.set(workloadPath(BACKEND), {
      ...workload,
      status: { ...workload.status, readyReplicas: 0, availableReplicas: 0 },
    });
    server.objects.set('/api/v1/namespaces/shop/events', list('Event', []) as never);
    server.objects.set('/api/v1/namespaces/shop/pods', list('Pod', [failing]) as never);
    const log = `posting to hooks with ${SECRET}\nand failing\n`;
    server.logs.set('/api/v1/namespaces/shop/pods/backend-1/log', log);
    server.logs.set('/api/v1/namespaces/shop/pods/backend-1/log?previous', log);
    const { evidence, workloads } = memoryStores();
    const known = () => knownSecrets(plan, secrets);
    expect(await known()).toEqual([SECRET]);
    const diagnoser = diagnoserOf({
      plan: () => plan as never,
      clock: { now: () => MONDAY },
      evidence,
      sources: [workloadSource({ plan: () => plan as never, platforms: [kubernetes(cluster.api)], workloads, known })],
    });
    expect(await diagnoser.diagnose('backend', { id: 'shop-1', failedAt: MONDAY })).toMatchObject({ is: 'seen' });
    const kept = JSON.stringify(await evidence.of('shop-1'));
    expect(kept).toContain('posting to hooks with [redacted]');
    expect(kept).not.toContain(SECRET);
  });
});
