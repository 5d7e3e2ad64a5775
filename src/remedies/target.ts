import type { RollbackTarget } from '../core/remedy/templates.ts';
import { lookedAt, targetIn, type WorkloadMemory } from '../core/remedy/workload-memory.ts';
import { atLeast } from '../fields/duration.ts';

/** Which deploys are undone, and what comes back (G2). */
export const target = {
  'deployed-within': atLeast(60_000, 'is impossible: looks at the cluster are a minute apart')
    .prefault('30m')
    .describe('only a deploy this short before the first failure is undone'),
  'healthy-for': atLeast(60_000, 'is impossible: looks at the cluster are a minute apart')
    .prefault('10m')
    .describe('only to what was healthy for this long, as our own checks saw it'),
};

/** What a rollback from what runs would go back to, on whichever platform (G2). `running`: its hash. */
export function chosen(
  memory: WorkloadMemory,
  running: string,
  settings: { readonly 'deployed-within': number; readonly 'healthy-for': number },
  { failedAt, now }: { readonly failedAt: number; readonly now: number },
): RollbackTarget {
  const limits = { now, failedAt, deployedWithin: settings['deployed-within'], healthyFor: settings['healthy-for'] };
  // A deploy that broke at once is younger than the recorder's last look: this is one as well, of a monitor that fails.
  return targetIn(lookedAt(memory, { hash: running, at: now, isWell: false }), limits);
}
