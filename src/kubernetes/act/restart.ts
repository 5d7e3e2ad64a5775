import type { Applied, Planned, RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import type { KubeApi } from '../api.ts';
import { WORKLOADS, type WorkloadRef, workloadPath } from '../kinds.ts';
import type { Workload } from '../object.ts';
import { RESTARTED, restart } from '../restart.ts';
import { rolloutStatus } from '../status.ts';
import { changed, read } from './changed.ts';
import { untouchable } from './owned.ts';

type Unhashed = Omit<RemedyIntent, 'hash'>;

/** What a restart would do now. It is no deploy: the same version starts anew, one pod after the other. Reads only. */
export async function planRestart(
  api: KubeApi,
  ref: WorkloadRef,
  intentOf: (intent: Unhashed) => RemedyIntent,
): Promise<Planned> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'refused', why: seen.why };
  const { metadata, spec } = seen.object;
  const why = untouchable(seen.object);
  if (why !== undefined) return { is: 'refused', why };
  return {
    is: 'planned',
    intent: intentOf({
      summary: `restart ${ref.name}: ${spec.replicas ?? 1} pods, one after the other`,
      target: `${WORKLOADS[ref.kind].kind} ${ref.namespace}/${ref.name}`,
      facts: { uid: metadata.uid, generation: metadata.generation ?? 0 },
    }),
  };
}

/** Does it, once: another object, or one that was changed since, is left alone. `at`: milliseconds UTC of the restart. */
export async function applyRestart(
  api: KubeApi,
  ref: WorkloadRef,
  { facts }: RemedyIntent,
  at: number,
): Promise<Applied> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'refused', why: seen.why };
  const { metadata } = seen.object;
  // A strategic patch cannot test: what is between this look and the patch is a moment, and a restart harms nobody.
  if (metadata.uid !== facts.uid || metadata.generation !== facts.generation)
    return { is: 'refused', why: 'it was changed by somebody else meanwhile, or is another object now' };
  const change = restart(ref, seen.object, `${new Date(at).toISOString().slice(0, 19)}Z`);
  return change.is === 'patch' ? changed(api, change.patch) : { is: 'refused', why: change.why };
}

/** Whether the pods are new ones and ready. `at`: that of the restart. Reads only. */
export async function verifyRestart(api: KubeApi, ref: WorkloadRef, at: number): Promise<Verified> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'pending', text: seen.why };
  const restarted = Date.parse(seen.object.spec.template.metadata?.annotations?.[RESTARTED] ?? '');
  if (!(restarted >= Math.floor(at / 1_000) * 1_000)) return { is: 'failed', why: 'it was not restarted' };
  const rollout = rolloutStatus(ref, seen.object);
  if (rollout.is === 'failed') return { is: 'failed', why: rollout.text };
  return rollout.is === 'done' ? { is: 'healthy' } : { is: 'pending', text: rollout.text };
}
