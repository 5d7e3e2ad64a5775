import type { Plan } from '../core/plan.ts';
import type { Versions } from '../core/ports.ts';
import { runningNow } from '../kubernetes/act/rollback.ts';
import { keyOf, workloadOf } from '../kubernetes/workload.ts';
import type { Clusters } from './clusters.ts';

/** Milliseconds for a look. */
const PATIENCE = 5_000;

/** What runs monitors, as their clusters have it. Throws where it cannot be had. */
export const versionsOf = ({
  plan,
  clusters,
}: {
  readonly plan: () => Plan;
  readonly clusters: Clusters;
}): Versions => ({
  current: async (monitor) => {
    const placed = workloadOf(plan().monitors[monitor] ?? {});
    if (!placed) return undefined;
    const api = await clusters(placed.cluster, PATIENCE);
    const seen = await runningNow(api, placed.ref);
    if ('why' in seen) throw new Error(seen.why);
    return { workload: keyOf(placed), version: seen.hash, label: seen.label };
  },
});
