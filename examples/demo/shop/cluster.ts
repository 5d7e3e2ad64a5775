import type { ShopState, Version } from './state.ts';

/** What keeps the backend from being ready, with what its readiness probe was answered. */
const UNREADY = [
  ['deploy', 'HTTP probe failed with statuscode: 500'],
  ['backend-500', 'HTTP probe failed with statuscode: 500'],
  ['database', 'HTTP probe failed with statuscode: 503'],
] as const;

const [NAMESPACE, NAME, UID, PODS] = ['shop', 'backend', 'uid-backend', 2] as const;
const LABELS = { app: NAME };
const APPS = `/apis/apps/v1/namespaces/${NAMESPACE}`;
const CORE = `/api/v1/namespaces/${NAMESPACE}`;

/**
 * What a Kubernetes API server would say of the shop's backend: enough of it to be read, nothing of it can be changed. The
 * body of a path, or `undefined` where there is nothing.
 */
export function clusterOf(state: ShopState, path: string): unknown {
  return (
    {
      [`${APPS}/deployments/${NAME}`]: () => deployment(state),
      [`${APPS}/replicasets`]: () => list([...state.versions].reverse().map(replicaSet)),
      [`${CORE}/pods`]: () => list(Array.from({ length: PODS }, (_, n) => pod(state, n))),
      [`${CORE}/events`]: () => list(problemOf(state) === undefined ? [] : [event(state)]),
    } as Readonly<Record<string, () => unknown>>
  )[path]?.();
}

const list = (items: readonly unknown[]) => ({ kind: 'List', apiVersion: 'v1', metadata: {}, items });

const problemOf = ({ broken }: ShopState): string | undefined => UNREADY.find(([fault]) => broken.has(fault))?.[1];

const template = ({ number }: Version) => ({
  metadata: { labels: LABELS },
  spec: { containers: [{ name: NAME, image: `shop/backend:${number}` }] },
});

function deployment(state: ShopState) {
  const ready = problemOf(state) === undefined ? PODS : 0;
  return {
    metadata: { name: NAME, namespace: NAMESPACE, uid: UID, generation: state.versions.length },
    spec: { replicas: PODS, selector: { matchLabels: LABELS }, template: template(state.current) },
    status: {
      observedGeneration: state.versions.length,
      replicas: PODS,
      updatedReplicas: PODS,
      readyReplicas: ready,
      availableReplicas: ready,
    },
  };
}

const replicaSet = (version: Version, n: number) => ({
  metadata: {
    name: `${NAME}-${version.number}`,
    uid: `uid-${version.number}`,
    labels: LABELS,
    annotations: {
      'deployment.kubernetes.io/revision': String(n + 1),
      'kubernetes.io/change-cause': `release ${version.number}`,
    },
    ownerReferences: [{ kind: 'Deployment', name: NAME, uid: UID, controller: true }],
  },
  spec: { template: template(version) },
});

function pod(state: ShopState, n: number) {
  const ready = problemOf(state) === undefined;
  const since = new Date(state.current.deployedAt).toISOString();
  const isNew = state.broken.has('deploy');
  return {
    metadata: { name: `${NAME}-${state.current.number.replaceAll('.', '')}-${n}`, uid: `uid-pod-${n}`, labels: LABELS },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', ...(isNew && { lastTransitionTime: since }) }],
      containerStatuses: [{ name: NAME, ready, restartCount: 0, state: { running: { startedAt: since } } }],
    },
  };
}

const event = (state: ShopState) => ({
  type: 'Warning',
  reason: 'Unhealthy',
  message: `Readiness probe failed: ${problemOf(state)}`,
  count: 3,
  involvedObject: { kind: 'Pod', name: pod(state, 0).metadata.name },
});
