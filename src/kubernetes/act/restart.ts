import type { Applied, Planned, RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import type { KubeApi } from '../api.ts';
import { type WorkloadRef, workloadPath } from '../kinds.ts';
import type { Workload } from '../object.ts';
import { restart } from '../restart.ts';
import { RESTARTED } from '../template.ts';
import { boundTo, hasMoved, type IntentOf, MOVED, rolledOut, targetOf } from './bound.ts';
import { changed, read } from './changed.ts';
import { untouchable } from './owned.ts';

/** What a restart would do now. It is no deploy: the same version starts anew, one pod after the other. Reads only. */
export async function planRestart(api: KubeApi, ref: WorkloadRef, intentOf: IntentOf): Promise<Planned> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'refused', why: seen.why };
  const { spec } = seen.object;
  const why = untouchable(seen.object);
  if (why !== undefined) return { is: 'refused', why };
  return {
    is: 'planned',
    intent: intentOf({
      summary: `restart ${ref.name}: ${spec.replicas ?? 1} pods, one after the other`,
      target: targetOf(ref),
      facts: boundTo(seen.object),
    }),
  };
}

/** Does it, once: another object, or one that was changed since, is left alone. `at`: milliseconds UTC of the restart. */
export async function applyRestart(api: KubeApi, ref: WorkloadRef, intent: RemedyIntent, at: number): Promise<Applied> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'refused', why: seen.why };
  // A strategic patch cannot test: what is between this look and the patch is a moment, and a restart harms nobody.
  if (hasMoved(seen.object, intent)) return { is: 'refused', why: MOVED };
  const change = restart(ref, seen.object, `${new Date(at).toISOString().slice(0, 19)}Z`);
  return change.is === 'patch' ? changed(api, change.patch) : { is: 'refused', why: change.why };
}

/** Whether the pods are new ones and ready. `at`: that of the restart. Reads only. */
export async function verifyRestart(api: KubeApi, ref: WorkloadRef, at: number): Promise<Verified> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'pending', text: seen.why };
  const restarted = Date.parse(seen.object.spec.template.metadata?.annotations?.[RESTARTED] ?? '');
  if (!(restarted >= Math.floor(at / 1_000) * 1_000)) return { is: 'failed', why: 'it was not restarted' };
  return rolledOut(ref, seen.object);
}
