import type { Applied, Planned, RemedyIntent, Verified } from '../../core/remedy/remedy.ts';
import type { KubeApi } from '../api.ts';
import { differenceOf } from '../difference.ts';
import { imagesInWords, versionInWords } from '../evidence/image.ts';
import { revisionsPath, type WorkloadRef, workloadPath } from '../kinds.ts';
import { formatSelector, type Workload } from '../object.ts';
import { type Revision, revisionsOf } from '../revisions.ts';
import { templateHash } from '../template.ts';
import { undoDeployment, undoOther } from '../undo.ts';
import { boundTo, type IntentOf, rolledOut, targetOf } from './bound.ts';
import { changed, read } from './changed.ts';
import { untouchable } from './owned.ts';

/** What the recorder's memory allows: from which template to which (G2). */
export interface Wanted {
  readonly from: string;
  readonly to: string;
}

const KEY = 'tocsin.dev/remedy';

/** What runs now, by the hash of its content and what people call it; or why that cannot be had. Reads only. */
export async function runningNow(
  api: KubeApi,
  ref: WorkloadRef,
): Promise<{ readonly hash: string; readonly label: string } | { readonly why: string }> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return seen;
  const { template } = seen.object.spec;
  return { hash: templateHash(template), label: versionInWords(template) };
}

/**
 * What a rollback would do now: bound to the object, its generation and the content of both templates, so that an approval
 * of it is worth nothing once any of them moved (G1, G5). Reads only.
 */
export async function planRollback(
  api: KubeApi,
  ref: WorkloadRef,
  { from, to }: Wanted,
  intentOf: IntentOf,
): Promise<Planned> {
  const seen = await look(api, ref);
  if ('why' in seen) return { is: 'refused', why: seen.why };
  const { workload, revisions } = seen;
  const why = untouchable(workload);
  if (why !== undefined) return { is: 'refused', why };
  if (templateHash(workload.spec.template) !== from)
    return { is: 'refused', why: 'what runs now is not what failed: somebody changed it meanwhile' };
  const target = revisions.findLast(({ template }) => templateHash(template) === to);
  if (!target) return { is: 'refused', why: 'the last healthy version is no longer in the cluster’s history' };
  const images = imagesInWords(workload.spec.template, target.template);
  return {
    is: 'planned',
    intent: intentOf({
      summary: `roll ${ref.name} back: ${images.length > 0 ? `image ${images.join(', ')}` : `to revision ${target.number}, the same images`}`,
      target: targetOf(ref),
      difference: differenceOf(workload.spec.template, target.template),
      facts: {
        ...boundTo(workload),
        from,
        to,
        revision: target.number,
      },
    }),
  };
}

/** Does it, once per key: where the key is on the object already, it was done (G5). */
export async function applyRollback(
  api: KubeApi,
  ref: WorkloadRef,
  { facts }: RemedyIntent,
  key: string,
): Promise<Applied> {
  const seen = await look(api, ref);
  if ('why' in seen) return { is: 'refused', why: seen.why };
  const { workload, revisions } = seen;
  if (workload.metadata.annotations?.[KEY] === key) return { is: 'applied' };
  const why = untouchable(workload);
  if (why !== undefined) return { is: 'refused', why };
  const target = revisions.findLast(({ template }) => templateHash(template) === facts.to);
  if (!target) return { is: 'refused', why: 'the last healthy version is no longer in the cluster’s history' };
  const bound = { uid: String(facts.uid), generation: Number(facts.generation), annotations: { [KEY]: key } };
  const undo = ref.kind === 'deployment' ? undoDeployment : undoOther;
  const change = undo(ref, workload, revisions, target.number, bound);
  if (change.is !== 'patch') return { is: 'refused', why: change.why };
  return changed(api, change.patch);
}

/** Whether what was wanted runs, and has rolled out. Reads only. */
export async function verifyRollback(api: KubeApi, ref: WorkloadRef, { facts }: RemedyIntent): Promise<Verified> {
  const seen = await read<Workload>(api, workloadPath(ref));
  if ('why' in seen) return { is: 'pending', text: seen.why };
  if (templateHash(seen.object.spec.template) !== facts.to)
    return { is: 'failed', why: 'it does not run the version that was put back' };
  return rolledOut(ref, seen.object);
}

async function look(
  api: KubeApi,
  ref: WorkloadRef,
): Promise<{ readonly workload: Workload; readonly revisions: readonly Revision[] } | { readonly why: string }> {
  const found = await read<Workload>(api, workloadPath(ref));
  if ('why' in found) return found;
  const workload = found.object;
  const labelSelector = formatSelector(workload.spec.selector);
  const held = await read<{ readonly items: readonly unknown[] }>(api, revisionsPath(ref), { labelSelector });
  if ('why' in held) return held;
  return { workload, revisions: revisionsOf(ref.kind, workload, held.object.items) };
}
