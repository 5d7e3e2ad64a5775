import type { ControllerRevision, PodTemplate, ReplicaSet, Workload } from '../../../src/kubernetes/object.ts';

export const template = (image: string, more: Partial<PodTemplate['spec']> = {}, labels = {}): PodTemplate => ({
  metadata: { labels: { app: 'backend', ...labels } },
  // As API servers fill it in.
  spec: { containers: [{ name: 'backend', image, resources: {} } as { name: string; image: string }], ...more },
});

/** A Deployment at 1.8.3. */
export const deployment = (more: Partial<Workload['spec']> = {}, annotations: Record<string, string> = {}): Workload =>
  ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'backend-deployment',
      namespace: 'shop',
      uid: 'uid-deployment',
      generation: 3,
      annotations: {
        'deployment.kubernetes.io/revision': '3',
        'kubernetes.io/change-cause': 'release 1.8.3',
        ...annotations,
      },
    },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'backend' } },
      template: template('shop/backend:1.8.3'),
      ...more,
    },
    status: { observedGeneration: 3, replicas: 3, updatedReplicas: 3, availableReplicas: 3, readyReplicas: 3 },
  }) as Workload;

export const replicaSet = (
  revision: number | string,
  image: string,
  more: { readonly uid?: string; readonly owner?: string; readonly annotations?: Record<string, string> } = {},
): ReplicaSet =>
  ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `backend-${image.split(':')[1]}`,
      namespace: 'shop',
      uid: more.uid ?? `uid-${revision}`,
      labels: { app: 'backend', 'pod-template-hash': `h${revision}` },
      annotations: {
        'deployment.kubernetes.io/revision': String(revision),
        'deployment.kubernetes.io/desired-replicas': '3',
        'kubernetes.io/change-cause': `release ${image.split(':')[1]}`,
        ...more.annotations,
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'backend-deployment',
          uid: more.owner ?? 'uid-deployment',
          controller: true,
        },
      ],
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'backend', 'pod-template-hash': `h${revision}` } },
      template: template(image, {}, { 'pod-template-hash': `h${revision}` }),
    },
  }) as ReplicaSet;

/** A StatefulSet, or a DaemonSet, at 1.8.3. */
export const owner = (kind: 'StatefulSet' | 'DaemonSet', more: Partial<Workload['spec']> = {}): Workload =>
  ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'backend', namespace: 'shop', uid: 'uid-owner', generation: 3, annotations: { note: 'ours' } },
    spec: {
      ...(kind === 'StatefulSet' && { replicas: 3, serviceName: 'backend' }),
      selector: { matchLabels: { app: 'backend' } },
      template: template('shop/backend:1.8.3'),
      updateStrategy: { type: 'RollingUpdate' },
      ...more,
    },
    status: { observedGeneration: 3 },
  }) as Workload;

export const controllerRevision = (revision: number, image: string, uid = 'uid-owner'): ControllerRevision =>
  ({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `backend-${revision}`,
      namespace: 'shop',
      uid: `uid-revision-${revision}`,
      labels: { app: 'backend' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'backend', uid, controller: true }],
    },
    revision,
    data: { spec: { template: { $patch: 'replace', ...template(image) } } },
  }) as ControllerRevision;

export const list = (kind: string, items: readonly unknown[]) => ({
  kind: `${kind}List`,
  apiVersion: 'apps/v1',
  metadata: {},
  items,
});
