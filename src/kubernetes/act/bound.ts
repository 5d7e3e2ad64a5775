import type { RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import { WORKLOADS, type WorkloadRef } from '../kinds.ts';
import type { Workload } from '../object.ts';
import { rolloutStatus } from '../status.ts';

/** Hashes an intent: how is the remedies' own matter. */
export type IntentOf = (intent: Omit<RemedyIntent, 'hash'>) => RemedyIntent;

/** A workload as people know it: `Deployment shop/backend-deployment`. */
export const targetOf = ({ kind, namespace, name }: WorkloadRef): string =>
  `${WORKLOADS[kind].kind} ${namespace}/${name}`;

/** What an intent is bound to: this object, as it was asked to be when it was planned (G1, G5). */
export const boundTo = ({ metadata }: Workload) => ({ uid: metadata.uid, generation: metadata.generation ?? 0 });

export const MOVED = 'it was changed by somebody else meanwhile, or is another object now';
export const hasMoved = (workload: Workload, { facts }: Pick<RemedyIntent, 'facts'>): boolean => {
  const { uid, generation } = boundTo(workload);
  return uid !== facts.uid || generation !== facts.generation;
};

/** What a rollout says of a remedy that caused it. */
export function rolledOut(ref: WorkloadRef, workload: Workload): Verified {
  const rollout = rolloutStatus(ref, workload);
  if (rollout.is === 'failed') return { is: 'failed', why: rollout.text };
  return rollout.is === 'done' ? { is: 'healthy' } : { is: 'pending', text: rollout.text };
}
