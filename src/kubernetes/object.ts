/** What every object of Kubernetes has. As the API server sent it: fields that are not named here stay in it, and go back. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly creationTimestamp?: string;
  /** Who last wrote which fields, and when. */
  readonly managedFields?: readonly {
    readonly manager?: string;
    readonly time?: string;
    readonly subresource?: string;
  }[];
}

interface OwnerReference {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly uid: string;
  readonly controller?: boolean;
}

export interface KubeObject {
  readonly metadata: Metadata;
}

/** What pods are made from. */
export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly containers: readonly { readonly name: string; readonly image?: string }[];
    readonly initContainers?: readonly { readonly name: string; readonly image?: string }[];
  };
}

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: Operator;
    readonly values?: readonly string[];
  }[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** A Deployment, StatefulSet or DaemonSet: what one of them alone has is absent in the others. */
export interface Workload extends KubeObject {
  readonly spec: {
    /** 1 where absent; of a DaemonSet always absent. */
    readonly replicas?: number;
    readonly paused?: boolean;
    readonly selector: Selector;
    readonly template: PodTemplate;
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly currentReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface ReplicaSet extends KubeObject {
  readonly spec: { readonly replicas?: number; readonly template: PodTemplate };
}

/** A past template of a StatefulSet or DaemonSet, as the patch that would bring it back. */
export interface ControllerRevision extends KubeObject {
  readonly revision: number;
  readonly data: { readonly spec: { readonly template: PodTemplate } };
}

/** Owned, as its controller, by that very object: another of the same name is another (a foreign ReplicaSet). */
export const isOwnedBy = ({ metadata }: KubeObject, owner: KubeObject): boolean =>
  metadata.ownerReferences?.some(({ uid, controller }) => controller === true && uid === owner.metadata.uid) ?? false;

/** A selector as the API's query takes it, in kubectl's spelling (`metav1.FormatLabelSelector`). */
export function formatSelector({ matchLabels = {}, matchExpressions = [] }: Selector): string {
  const labels = Object.keys(matchLabels)
    .toSorted()
    .map((key) => `${key}=${matchLabels[key]}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => SPELLED[operator](key, values));
  return [...labels, ...expressions].join(',');
}

const listed = (values: readonly string[]): string => `(${values.toSorted().join(',')})`;
const SPELLED: Readonly<Record<Operator, (key: string, values: readonly string[]) => string>> = {
  In: (key, values) => `${key} in ${listed(values)}`,
  NotIn: (key, values) => `${key} notin ${listed(values)}`,
  Exists: (key) => key,
  DoesNotExist: (key) => `!${key}`,
};
