import type { Applied, Planned, RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import type { KubeApi } from '../api.ts';
import { WORKLOADS, type WorkloadRef, workloadPath } from '../kinds.ts';
import type { KubeObject, Workload } from '../object.ts';
import { scale } from '../scale.ts';
import { boundTo, hasMoved, type IntentOf, MOVED, rolledOut, targetOf } from './bound.ts';
import { changed, read } from './changed.ts';
import { untouchable } from './owned.ts';

export interface Limits {
  /** Pods to add, and never more than this many. */
  readonly by: number;
  readonly most: number;
}

interface Autoscaler extends KubeObject {
  readonly spec: { readonly scaleTargetRef: { readonly kind: string; readonly name: string } };
}

/** What adding pods would do now; refused where an autoscaler would take them away again. Reads only. */
export async function planScale(
  api: KubeApi,
  ref: WorkloadRef,
  { by, most }: Limits,
  intentOf: IntentOf,
): Promise<Planned> {
  const refused = (why: string): Planned => ({ is: 'refused', why });
  if (ref.kind === 'daemonset') return refused('a DaemonSet cannot be scaled: it has a pod on each node');
  const [seen, scalers] = await Promise.all([
    read<Workload>(api, workloadPath(ref)),
    read<{ readonly items: readonly Autoscaler[] }>(
      api,
      `/apis/autoscaling/v2/namespaces/${encodeURIComponent(ref.namespace)}/horizontalpodautoscalers`,
    ),
  ]);
  if ('why' in seen) return refused(seen.why);
  if ('why' in scalers) return refused(`whether an autoscaler is in charge cannot be told: ${scalers.why}`);
  const { kind } = WORKLOADS[ref.kind];
  const owner = scalers.object.items.find(
    ({ spec: { scaleTargetRef: of } }) => of.kind === kind && of.name === ref.name,
  );
  if (owner) return refused(`the autoscaler ${owner.metadata.name} is in charge: raise its maximum instead`);
  const why = untouchable(seen.object);
  if (why !== undefined) return refused(why);
  const { spec } = seen.object;
  const now = spec.replicas ?? 1;
  const to = Math.min(most, now + by);
  if (to <= now) return refused(`it has ${now} pods, and the config allows ${most} at most`);
  return {
    is: 'planned',
    intent: intentOf({
      summary: `scale ${ref.name} from ${now} to ${to} pods`,
      target: targetOf(ref),
      facts: { ...boundTo(seen.object), from: now, to },
    }),
  };
}

/** Does it, once: only ever up, and not where somebody changed it since. */
export async function applyScale(api: KubeApi, ref: WorkloadRef, intent: RemedyIntent): Promise<Applied> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'refused', why: seen.why };
  const { metadata, spec } = seen.object;
  const { facts } = intent;
  if (metadata.uid === facts.uid && (spec.replicas ?? 1) === facts.to) return { is: 'applied' };
  if (hasMoved(seen.object, intent)) return { is: 'refused', why: MOVED };
  const change = scale(ref, Number(facts.to));
  return change.is === 'patch' ? changed(api, change.patch) : { is: 'refused', why: change.why };
}

/** Whether so many pods are there and ready. Reads only. */
export async function verifyScale(api: KubeApi, ref: WorkloadRef, { facts }: RemedyIntent): Promise<Verified> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'pending', text: seen.why };
  if ((seen.object.spec.replicas ?? 1) < Number(facts.to))
    return { is: 'failed', why: 'it has fewer pods than that again' };
  return rolledOut(ref, seen.object);
}
