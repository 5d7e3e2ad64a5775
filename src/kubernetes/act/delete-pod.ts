import type { Applied, Planned, RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import { inWords } from '../../core/time/instant.ts';
import type { KubeApi } from '../api.ts';
import type { Pod } from '../evidence/pod.ts';
import { type Trouble, troublesOf } from '../evidence/trouble.ts';
import { type WorkloadRef, workloadPath } from '../kinds.ts';
import { formatSelector, type Workload } from '../object.ts';
import { type IntentOf, rolledOut } from './bound.ts';
import { read, removed } from './changed.ts';
import { untouchable } from './owned.ts';

/**
 * Which pod would be deleted now: the one that has been stuck the longest. Where none is left that is well a new one would
 * be no better: that is no stuck pod, but a bad version or what it needs. Reads only. `now`: milliseconds UTC.
 */
export async function planDeletePod(api: KubeApi, ref: WorkloadRef, now: number, intentOf: IntentOf): Promise<Planned> {
  const refused = (why: string): Planned => ({ is: 'refused', why });
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return refused(seen.why);
  const why = untouchable(seen.object);
  if (why !== undefined) return refused(why);
  const labelSelector = formatSelector(seen.object.spec.selector);
  const held = await read<{ readonly items: readonly Pod[] }>(api, podsPath(ref), { labelSelector });
  if ('why' in held) return refused(held.why);
  const pods = held.object.items.filter(isOurs(seen.object));
  const troubles = troublesOf(pods);
  const worst = troubles.toSorted((a, b) => sinceOf(a, now) - sinceOf(b, now))[0];
  const pod = pods.find(({ metadata }) => metadata.name === worst?.pod);
  if (!worst || !pod) return refused('no pod of it is stuck');
  if (pods.length > 1 && troubles.length === pods.length)
    return refused(`all ${pods.length} pods are in trouble (${worst.reason}): a new one would be no better`);
  const since = worst.since === undefined ? '' : ` for ${inWords(now - worst.since)}`;
  return {
    is: 'planned',
    intent: intentOf({
      summary: `delete pod ${pod.metadata.name}: ${worst.reason}${since}; a new one takes its place`,
      target: `Pod ${ref.namespace}/${pod.metadata.name}`,
      facts: { pod: pod.metadata.name, uid: pod.metadata.uid },
    }),
  };
}

/** Does it, once: a pod of the same name is another pod. */
export async function applyDeletePod(api: KubeApi, ref: WorkloadRef, { facts }: RemedyIntent): Promise<Applied> {
  const path = podPath(ref, String(facts.pod));
  const seen = await read<Pod>(api, path);
  if ('why' in seen) return { is: 'refused', why: seen.why };
  if (seen.object.metadata.uid !== facts.uid) return { is: 'refused', why: 'it is gone already: another one is there' };
  return removed(api, path, String(facts.uid));
}

/** Whether it is gone, and the workload has all of its pods. Reads only. */
export async function verifyDeletePod(api: KubeApi, ref: WorkloadRef, { facts }: RemedyIntent): Promise<Verified> {
  const answer = await api.get(podPath(ref, String(facts.pod)));
  if (answer.is === 'failed') return { is: 'pending', text: `the cluster could not be asked: ${answer.why}` };
  const isThere = answer.status === 200 && (answer.body as Pod).metadata.uid === facts.uid;
  if (isThere) return { is: 'pending', text: `pod ${facts.pod} is still there` };
  const seen = await read<Workload>(api, workloadPath(ref));
  return 'why' in seen ? { is: 'pending', text: seen.why } : rolledOut(ref, seen.object);
}

/** Made by the workload, or by the ReplicaSet that a Deployment made for a template: labels alone may be somebody else's. */
const isOurs =
  ({ metadata: { name, uid } }: Workload) =>
  ({ metadata: { ownerReferences = [], labels } }: Pod): boolean =>
    ownerReferences.some(
      (owner) =>
        owner.uid === uid || (owner.kind === 'ReplicaSet' && owner.name === `${name}-${labels?.['pod-template-hash']}`),
    );

const sinceOf = ({ since }: Trouble, now: number): number => since ?? now;
const podsPath = ({ namespace }: WorkloadRef) => `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
const podPath = (ref: WorkloadRef, pod: string) => `${podsPath(ref)}/${encodeURIComponent(pod)}`;
