import type { Plan } from '../core/plan.ts';
import { CONTROLLER } from './evidence/network/controller.ts';
import { WORKLOADS, type WorkloadRef } from './kinds.ts';
import { workloadOf } from './workload.ts';

/** Who is bound to the roles, and what else is made for them. */
export type Subject = { readonly kind: 'Group' | 'ServiceAccount'; readonly name: string; readonly namespace?: string };

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

const GROUP = 'rbac.authorization.k8s.io';
const LOOK = ['get', 'list'] as const;

/** What evidence is made of; a test compares it with what is asked for. No secrets, no exec; of ConfigMaps names and times, for a change of theirs is a cause. */
const EVIDENCE: readonly Rule[] = [
  {
    apiGroups: ['apps'],
    resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets', 'controllerrevisions'],
    verbs: LOOK,
  },
  { apiGroups: [''], resources: ['pods', 'events', 'services', 'configmaps'], verbs: LOOK },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: LOOK },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: LOOK },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: LOOK },
  { apiGroups: ['metrics.k8s.io'], resources: ['pods'], verbs: LOOK },
];

/** What the controller before the services complains of, where no workload is there anyway. */
const INGRESS: readonly Rule[] = [
  { apiGroups: [''], resources: ['pods'], verbs: LOOK },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
];

/** Nodes belong to no namespace. */
const NODES: readonly Rule[] = [
  { apiGroups: [''], resources: ['nodes'], verbs: LOOK },
  { apiGroups: ['metrics.k8s.io'], resources: ['nodes'], verbs: LOOK },
];

/** What each kind of remedy may change, and of which workload: whoever may patch one runs any image as its service account. */
const WRITES: Readonly<Record<string, (ref: WorkloadRef) => readonly Rule[]>> = {
  rollback: ({ kind, name }) => [patch(WORKLOADS[kind].plural, name)],
  restart: ({ kind, name }) => [patch(WORKLOADS[kind].plural, name)],
  scale: ({ kind, name }) => [patch(`${WORKLOADS[kind].plural}/scale`, name)],
  // Names of pods are made up when they are: this cannot be narrowed to a workload.
  'delete-pod': () => [{ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }],
};
const patch = (resource: string, name: string): Rule => ({
  apiGroups: ['apps'],
  resources: [resource],
  resourceNames: [name],
  verbs: ['get', 'patch'],
});

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  /** Of roles. */
  readonly rules?: readonly Rule[];
  readonly [more: string]: unknown;
}

/**
 * The least that a cluster has to allow for what the config asks of it: reading in the namespaces of its workloads, and
 * changing the workloads that a remedy is for, each by its name. Remedies that are `off` or only suggested change nothing. The
 * logs of ingress-nginx are read for what it says of those workloads.
 */
export function rbacOf({ monitors, remedies }: Pick<Plan, 'monitors' | 'remedies'>, cluster: string, subject: Subject) {
  const placed = Object.values(monitors).flatMap((monitor) => {
    const found = workloadOf(monitor);
    return found?.cluster === cluster ? [{ monitor: monitor.name, ref: found.ref }] : [];
  });
  const namespaces = [...new Set(placed.map(({ ref }) => ref.namespace))].toSorted();
  const writesIn = (namespace: string): readonly Rule[] =>
    unique(
      placed
        .filter(({ ref }) => ref.namespace === namespace)
        .flatMap(({ monitor, ref }) =>
          Object.values(remedies)
            .filter((remedy) => remedy.monitor === monitor && (remedy.mode === 'ask' || remedy.mode === 'auto'))
            .flatMap(({ kind }) => WRITES[kind]?.(ref) ?? []),
        ),
    );
  const roles = namespaces.flatMap((namespace) => {
    const writes = writesIn(namespace);
    return [
      ...role('tocsin-read', EVIDENCE, subject, namespace),
      ...(writes.length > 0 ? role('tocsin-remedies', writes, subject, namespace) : []),
    ];
  });
  const account: readonly Manifest[] =
    subject.kind === 'ServiceAccount'
      ? [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: subject.name, namespace: subject.namespace! } }]
      : [];
  if (roles.length === 0) return [];
  // Last: a cluster without that namespace refuses this one alone.
  const ingress = namespaces.includes(CONTROLLER.namespace)
    ? []
    : role('tocsin-ingress', INGRESS, subject, CONTROLLER.namespace);
  return [...account, ...roles, ...role('tocsin-nodes', NODES, subject), ...ingress];
}

/** A role and its binding; of the whole cluster where there is no namespace. */
function role(name: string, rules: readonly Rule[], subject: Subject, namespace?: string): readonly Manifest[] {
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  const who = subject.kind === 'Group' ? { ...subject, apiGroup: GROUP } : subject;
  return [
    { apiVersion: `${GROUP}/v1`, kind, metadata, rules },
    {
      apiVersion: `${GROUP}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: GROUP, kind, name },
      subjects: [who],
    },
  ];
}

const unique = (rules: readonly Rule[]): readonly Rule[] => [
  ...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values(),
];
