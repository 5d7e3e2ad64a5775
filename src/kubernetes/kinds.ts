/** The kinds of workload that a monitor may run as, as the API spells them. */
export const WORKLOADS = {
  deployment: { kind: 'Deployment', plural: 'deployments', revisions: 'replicasets' },
  statefulset: { kind: 'StatefulSet', plural: 'statefulsets', revisions: 'controllerrevisions' },
  daemonset: { kind: 'DaemonSet', plural: 'daemonsets', revisions: 'controllerrevisions' },
} as const;
export type WorkloadKind = keyof typeof WORKLOADS;

/** A workload of a cluster. */
export interface WorkloadRef {
  readonly namespace: string;
  readonly kind: WorkloadKind;
  readonly name: string;
}

const APPS = '/apis/apps/v1';
export const workloadPath = ({ namespace, kind, name }: WorkloadRef): string =>
  `${APPS}/namespaces/${encodeURIComponent(namespace)}/${WORKLOADS[kind].plural}/${encodeURIComponent(name)}`;
/** Where its past templates are listed. */
export const revisionsPath = ({ namespace, kind }: WorkloadRef): string =>
  `${APPS}/namespaces/${encodeURIComponent(namespace)}/${WORKLOADS[kind].revisions}`;
