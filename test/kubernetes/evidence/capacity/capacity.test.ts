import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../../src/kubernetes/api.ts';
import { nodesOf } from '../../../../src/kubernetes/evidence/capacity/nodes.ts';
import { scalingOf } from '../../../../src/kubernetes/evidence/capacity/scaling.ts';
import { usageOf } from '../../../../src/kubernetes/evidence/capacity/usage.ts';
import type { Cluster } from '../../../../src/kubernetes/evidence/cluster.ts';
import { inquire } from '../../../../src/kubernetes/evidence/gather.ts';
import type { Pod } from '../../../../src/kubernetes/evidence/pod.ts';
import { ApiServer } from '../../../support/kubernetes/api-server.ts';
import { list } from '../../../support/kubernetes/objects.ts';
import { pod } from '../../../support/kubernetes/pods.ts';

let server: ApiServer;
let cluster: Cluster;
beforeEach(async () => {
  server = await new ApiServer().open();
  cluster = {
    api: kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 2_000),
    inquiry: inquire({ each: 2_000, all: 5_000 }),
    ref: { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' },
  };
});
afterEach(() => server.close());

const placed = (name: string, nodeName: string, limits: Record<string, string> = {}): Pod => ({
  ...pod(name),
  spec: { nodeName, containers: [{ name: 'backend', resources: { limits } }] },
});

describe('an autoscaler', () => {
  const PATH = '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers';
  const hpa = (currentReplicas: number, more: object = {}, target = 'backend-deployment') => ({
    metadata: { name: 'backend', uid: 'uid-hpa' },
    spec: { minReplicas: 2, maxReplicas: 6, scaleTargetRef: { kind: 'Deployment', name: target } },
    status: { currentReplicas, ...more },
  });

  it('at its maximum can do no more', async () => {
    server.objects.set(PATH, list('HPA', [hpa(6, {}, 'frontend-deployment'), hpa(6)]) as never);
    expect(await scalingOf(cluster)).toEqual({
      scaling: { name: 'backend', current: 6, least: 2, most: 6 },
      findings: [{ is: 'at most replicas', text: 'autoscaler backend is at its maximum of 6', object: 'hpa/backend' }],
    });
  });

  it('that cannot see what it goes by says so', async () => {
    const conditions = [
      { type: 'ScalingActive', status: 'False', message: 'the HPA was unable to compute the replica count' },
    ];
    server.objects.set(PATH, list('HPA', [hpa(3, { conditions })]) as never);
    expect((await scalingOf(cluster)).findings).toMatchObject([
      { is: 'scaling blind', text: 'autoscaler backend cannot scale: the HPA was unable to compute the replica count' },
    ]);
  });

  it('of something else, or none, is none', async () => {
    server.objects.set(PATH, list('HPA', [hpa(6, {}, 'frontend-deployment')]) as never);
    expect(await scalingOf(cluster)).toEqual({ findings: [] });
  });
});

describe('usage', () => {
  const PATH = '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods';
  const measured = (name: string, cpu: string, memory: string) => ({
    metadata: { name },
    containers: [{ name: 'backend', usage: { cpu, memory } }],
  });

  it('is in percent of the limits, the fullest first', async () => {
    server.objects.set(
      PATH,
      list('PodMetrics', [
        measured('a', '100000000n', '128Mi'),
        measured('b', '480m', '244Mi'),
        measured('c', '1', '1Gi'),
      ]) as never,
    );
    const limits = { cpu: '500m', memory: '256Mi' };
    const pods = [placed('a', 'n1', limits), placed('b', 'n1', limits), placed('c', 'n1')];
    expect(await usageOf(cluster, { labelSelector: 'app=backend' }, Promise.resolve(pods))).toEqual({
      usage: [
        { pod: 'b', container: 'backend', cpu: 96, memory: 95 },
        { pod: 'a', container: 'backend', cpu: 20, memory: 50 },
      ],
      findings: [
        { is: 'near its limit', text: 'b (backend) is near its limits: CPU 96 %, memory 95 %', object: 'pod/b' },
      ],
    });
    expect(server.asked[0]!.query).toEqual({ labelSelector: 'app=backend' });
  });

  it('is missing, in words, where the cluster measures none', async () => {
    expect(await usageOf(cluster, {}, Promise.resolve([placed('a', 'n1')]))).toEqual({ findings: [] });
    expect(cluster.inquiry.missing).toEqual({ usage: 'this cluster has no metrics-server' });
  });
});

describe('nodes', () => {
  const node = (name: string, conditions: readonly object[]) =>
    server.objects.set(`/api/v1/nodes/${name}`, {
      metadata: { name },
      status: {
        allocatable: { cpu: '4', memory: '8Gi' },
        conditions: [{ type: 'Ready', status: 'True' }, ...conditions],
      },
    });

  it('of the pods say what they suffer from, and how full they are', async () => {
    node('n1', [{ type: 'DiskPressure', status: 'False' }]);
    node('n2', [{ type: 'DiskPressure', status: 'True', message: 'kubelet has disk pressure' }]);
    server.objects.set('/apis/metrics.k8s.io/v1beta1/nodes/n1', { usage: { cpu: '3900m', memory: '4Gi' } });
    server.objects.set('/apis/metrics.k8s.io/v1beta1/nodes/n2', { usage: { cpu: '1', memory: '4Gi' } });
    expect(await nodesOf(cluster, [placed('a', 'n1'), placed('b', 'n2'), placed('c', 'n2')], new Set(['b']))).toEqual({
      nodes: [
        { name: 'n2', cpu: 25, memory: 50 },
        { name: 'n1', cpu: 98, memory: 50 },
      ],
      findings: [
        { is: 'node pressure', text: 'node n2 has DiskPressure: kubelet has disk pressure', object: 'node/n2' },
        { is: 'near its limit', text: 'node n1 is full: CPU 98 %, memory 50 %', object: 'node/n1' },
      ],
    });
  });

  it('that no longer report, or may not be seen, are said', async () => {
    server.objects.set('/api/v1/nodes/n1', {
      metadata: { name: 'n1' },
      status: { conditions: [{ type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' }] },
    });
    server.befalls = ({ path }) => (path.endsWith('/n2') ? { status: 403, message: 'nodes is forbidden' } : undefined);
    const { findings } = await nodesOf(cluster, [placed('a', 'n1'), placed('b', 'n2')], new Set());
    expect(findings).toMatchObject([
      { is: 'node not ready', text: 'node n1 no longer reports: Kubelet stopped posting node status.' },
    ]);
    expect(cluster.inquiry.missing).toEqual({ 'node n2': 'nodes is forbidden', 'usage of nodes': expect.any(String) });
  });
});
