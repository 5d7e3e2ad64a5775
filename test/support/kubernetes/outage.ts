import { revisionsPath, WORKLOADS, type WorkloadKind, workloadPath } from '../../../src/kubernetes/kinds.ts';
import type { ApiServer } from './api-server.ts';
import { ingress, service, slice } from './network.ts';
import { controllerRevision, deployment, list, owner, replicaSet, template } from './objects.ts';
import { pod } from './pods.ts';

const CORE = '/api/v1/namespaces/shop';

/** Where each thing that is asked for is, by what its absence is said as. */
export const ASKED = {
  pods: `${CORE}/pods`,
  'log of backend-1, previous': `${CORE}/pods/backend-1/log`,
  events: `${CORE}/events`,
  services: `${CORE}/services`,
  configmaps: `${CORE}/configmaps`,
  endpointslices: '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices',
  ingresses: '/apis/networking.k8s.io/v1/namespaces/shop/ingresses',
  horizontalpodautoscalers: '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers',
  usage: '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods',
  'node n1': '/api/v1/nodes/n1',
  'usage of nodes': '/apis/metrics.k8s.io/v1beta1/nodes/n1',
  'ingress controller': '/api/v1/namespaces/ingress-nginx/pods',
} as const;

const crash = (name: string) => ({
  ...pod(name, {
    ready: false,
    restartCount: 3,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { reason: 'Error', exitCode: 1, finishedAt: '2026-11-02T14:01:00Z' } },
  }),
  spec: { nodeName: 'n1', containers: [{ name: 'backend', resources: { limits: { memory: '256Mi' } } }] },
});

/** A release that lost its database's address, and everything around it that can be wrong with it. Returns what it is. */
export function outage(server: ApiServer, kind: WorkloadKind = 'deployment') {
  const name = kind === 'deployment' ? 'backend-deployment' : 'backend';
  const ref = { namespace: 'shop', kind, name };
  const put = (path: string, items: readonly unknown[]) => server.objects.set(path, list('List', items) as never);
  const reads = template('shop/backend:1.8.3', {
    containers: [
      {
        name: 'backend',
        image: 'shop/backend:1.8.3',
        envFrom: [{ configMapRef: { name: 'backend-config' } }],
      } as never,
    ],
  });
  const status = { observedGeneration: 3, replicas: 3, updatedReplicas: 3, readyReplicas: 0 };
  const workload = kind === 'deployment' ? deployment({ template: reads }) : owner(WORKLOADS[kind].kind as 'DaemonSet');
  server.objects.set(workloadPath(ref), { ...workload, status } as never);
  put(
    revisionsPath(ref),
    kind === 'deployment'
      ? [
          replicaSet(2, 'shop/backend:1.8.2'),
          { ...replicaSet(3, 'shop/backend:1.8.3'), spec: { replicas: 3, template: reads } },
        ]
      : [controllerRevision(1, 'shop/backend:1.8.2'), controllerRevision(2, 'shop/backend:1.8.3')],
  );
  put(ASKED.pods, [crash('backend-1'), crash('backend-2'), crash('backend-3')]);
  server.logs.set(
    `${ASKED['log of backend-1, previous']}?previous`,
    'connecting to postgresql://shop:hunter22@db:5432/shop\nconnection to server at "db" (10.0.0.9), port 5432 failed: Connection refused\n',
  );
  const event = { reason: 'BackOff', message: 'Back-off restarting failed container', count: 7 };
  put(ASKED.events, [{ ...event, lastTimestamp: '2026-11-02T14:02:00Z', involvedObject: { name: 'backend-1' } }]);
  put(ASKED.services, [service('backend-service')]);
  put(ASKED.endpointslices, [slice('backend-service', false, false, false)]);
  put(ASKED.ingresses, [ingress('app-ingress', 'shop.example.com', 'backend-service')]);
  const metadata = { name: 'backend-config', uid: 'u', creationTimestamp: '2026-11-02T13:57:00Z' };
  put(ASKED.configmaps, [{ metadata, data: { DATABASE_URL: 'not to be read' } }]);
  put(ASKED.horizontalpodautoscalers, [
    {
      metadata: { name: 'backend', uid: 'u' },
      spec: { maxReplicas: 3, scaleTargetRef: { kind: WORKLOADS[kind].kind, name } },
      status: { currentReplicas: 3 },
    },
  ]);
  put(ASKED.usage, [
    { metadata: { name: 'backend-1' }, containers: [{ name: 'backend', usage: { memory: '250Mi' } }] },
  ]);
  server.objects.set(ASKED['node n1'], {
    metadata: { name: 'n1' },
    status: { allocatable: { memory: '8Gi' }, conditions: [{ type: 'DiskPressure', status: 'True' }] },
  });
  server.objects.set(ASKED['usage of nodes'], { usage: { memory: '4Gi' } });
  put(ASKED['ingress controller'], [pod('nginx-1')]);
  server.logs.set(
    `${ASKED['ingress controller']}/nginx-1/log`,
    'W1102 14:01:05.123456       7 controller.go:1112] Service "shop/backend-service" does not have any active Endpoint.\n',
  );
  return ref;
}
