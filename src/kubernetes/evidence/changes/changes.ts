import { clockTime } from '../../../core/time/zone.ts';
import type { KubeObject, PodTemplate } from '../../object.ts';
import { type Cluster, pathOf } from '../cluster.ts';
import type { Finding } from '../finding.ts';
import type { Network } from '../network/network.ts';
import { configMapsOf } from './references.ts';

/** An object of the namespace that changed since all was well. */
export interface Change {
  readonly kind: 'ConfigMap' | 'Service' | 'Ingress';
  readonly name: string;
  /** Milliseconds UTC. */
  readonly at: number;
  /** By whom, as the API server noted it: `kubectl-client-side-apply`, `helm`. */
  readonly by?: string;
  /** Whether the workload depends on it. */
  readonly used: boolean;
}

/** Newest first; more is no evidence for people. */
const MOST = 10;

/** What clusters write by themselves, all the time. */
const ROUTINE = /^kube-root-ca\.crt$|^istio-ca-root-cert$|-leader(?:-election)?$|^ingress-controller-leader/;
/** Who writes only what he finds: a status, an annotation of his. */
const CONTROLLERS = /^(?:kube-controller-manager|nginx-ingress-controller|kubelet)$/;
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

/** When somebody last changed an object: what controllers note in its status is no change. */
function lastTouched({ metadata }: KubeObject): Pick<Change, 'at' | 'by'> | undefined {
  const touched = (metadata.managedFields ?? [])
    .filter(({ subresource, manager = '' }) => !subresource && !CONTROLLERS.test(manager))
    .map(({ time, manager }) => ({ at: Date.parse(time ?? ''), ...(manager !== undefined && { by: manager }) }));
  const made = { at: Date.parse(metadata.creationTimestamp ?? '') };
  return [made, ...touched].filter(({ at }) => !Number.isNaN(at)).toSorted((a, b) => b.at - a.at)[0];
}

/** What changed after `goodUntil`: what the workload depends on first, then the newest. Of ConfigMaps only names and times are asked for. */
export async function changesOf(
  { api, inquiry, ref }: Cluster,
  template: PodTemplate,
  goodUntil: number,
  network: Promise<Network>,
): Promise<readonly Change[]> {
  const asked = inquiry.ask<{ readonly items?: readonly KubeObject[] }>('configmaps', () =>
    api.metadata(pathOf('', 'configmaps', ref.namespace)),
  );
  const [maps, { all, objects }] = await Promise.all([asked, network]);
  const reads = configMapsOf(template);
  const used = new Set([...objects.services, ...objects.ingresses]);
  const changes = (kind: Change['kind'], of: readonly KubeObject[], isUsed: (object: KubeObject) => boolean) =>
    of.flatMap((object): readonly Change[] => {
      const { name, annotations = {} } = object.metadata;
      const last = lastTouched(object);
      return !last || last.at <= goodUntil || ROUTINE.test(name) || LEADER in annotations
        ? []
        : [{ kind, name, ...last, used: isUsed(object) }];
    });
  return [
    ...changes('ConfigMap', maps?.items ?? [], ({ metadata }) => reads.has(metadata.name)),
    ...changes('Service', all.services, (each) => used.has(each)),
    ...changes('Ingress', all.ingresses, (each) => used.has(each)),
  ]
    .toSorted((a, b) => Number(b.used) - Number(a.used) || b.at - a.at)
    .slice(0, MOST);
}

/** What the workload depends on and somebody changed. */
export const changeFindings = (changes: readonly Change[], zone: string): readonly Finding[] =>
  changes
    .filter(({ used }) => used)
    .map(({ kind, name, at, by }) => ({
      is: 'changed',
      text: `${kind} ${name} changed at ${clockTime(at, zone)}${by === undefined ? '' : ` by ${by}`}`,
      object: `${kind.toLowerCase()}/${name}`,
    }));
