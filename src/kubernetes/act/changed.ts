import type { Applied } from '../../core/remedy/remedy.ts';
import { type KubeAnswer, type KubeApi, messageIn } from '../api.ts';
import type { KubePatch } from '../request.ts';
import { MOVED } from './bound.ts';

/** Who changed it, in `managedFields`. */
const MANAGER = 'tocsin';

/** What an answer to a change means; an answer that is missing leaves it open whether it was done (G5). */
function meaningOf(answer: KubeAnswer): Applied {
  if (answer.is === 'failed')
    return answer.sent === 'no'
      ? { is: 'refused', why: `the cluster could not be reached: ${answer.why}` }
      : { is: 'unknown', why: `the cluster did not say what it did: ${answer.why}` };
  if (answer.status < 300) return { is: 'applied' };
  // A test of the patch failed (G5).
  if (answer.status === 422) return { is: 'refused', why: MOVED };
  // A proxy's, or of a server that is going down: what it did nobody knows.
  if (answer.status >= 500) return { is: 'unknown', why: messageIn(answer) };
  return { is: 'refused', why: messageIn(answer) };
}

/**
 * Changes something: at first so that the server only tries it (admission and quotas have their say), then in earnest. It is
 * sent once; whatever becomes of it is for whoever verifies (G5). A trial that fails changed nothing, whatever it answered.
 */
export const changed = (api: KubeApi, patch: KubePatch): Promise<Applied> =>
  tried((trial) => api.change(patch, { ...trial, fieldManager: MANAGER }));

/** Deletes an object, in the same way; one that is no longer the same is left alone. */
export const removed = (api: KubeApi, path: string, uid: string): Promise<Applied> =>
  tried(({ dryRun }) =>
    api.remove(path, {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid },
      ...(dryRun !== undefined && { dryRun: [dryRun] }),
    }),
  );

async function tried(send: (how: { readonly dryRun?: 'All' }) => Promise<KubeAnswer>): Promise<Applied> {
  const trial = meaningOf(await send({ dryRun: 'All' }));
  if (trial.is !== 'applied') return { is: 'refused', why: `the server would not take it: ${trial.why}` };
  return meaningOf(await send({}));
}

/** An object as it is now, or why it cannot be had. */
export async function read<T>(
  api: KubeApi,
  path: string,
  query = {},
): Promise<{ readonly object: T } | { readonly why: string }> {
  const answer = await api.get(path, query);
  if (answer.is === 'failed') return { why: `the cluster could not be asked: ${answer.why}` };
  return answer.status === 200 ? { object: answer.body as T } : { why: messageIn(answer) };
}
