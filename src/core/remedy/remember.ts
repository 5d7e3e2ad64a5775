import type { WorkloadStore } from '../ports.ts';
import { NOTHING_KNOWN, type WorkloadMemory } from './workload-memory.ts';

/** What somebody makes of a memory; or why it stays as it is. */
export type Change = (memory: WorkloadMemory) => WorkloadMemory | { readonly refused: string };

/** Writers of one workload are few: the recorder, and one remedy at a time. */
const TRIES = 8;

/**
 * Changes what is known of a workload, onto the version that it was read at; again where somebody was faster (G3). What the
 * change leaves as it is is not written. Throws where others are faster all the time.
 */
export async function remember(
  store: WorkloadStore,
  workload: string,
  change: Change,
): Promise<{ readonly is: 'kept' } | { readonly is: 'refused'; readonly why: string }> {
  for (let n = 0; n < TRIES; n++) {
    const known = await store.read(workload);
    const before = known?.memory ?? NOTHING_KNOWN;
    const next = change(before);
    if ('refused' in next) return { is: 'refused', why: next.refused };
    if (next === before) return { is: 'kept' };
    if ((await store.write(workload, next, known?.version ?? 0)) === 'written') return { is: 'kept' };
  }
  throw new Error(`what is known of ${workload} could not be written: others were faster ${TRIES} times`);
}
