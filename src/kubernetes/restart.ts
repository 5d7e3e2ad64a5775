import { WORKLOADS, type WorkloadRef, workloadPath } from './kinds.ts';
import type { Workload } from './object.ts';
import type { Change } from './request.ts';
import { RESTARTED } from './template.ts';

/** `kubectl rollout restart`: a new annotation in the template makes new pods of the same. `at`: RFC 3339 in seconds. */
export function restart(ref: WorkloadRef, { spec }: Workload, at: string): Change {
  if (spec.paused)
    return {
      is: 'refused',
      why: `can't restart paused ${WORKLOADS[ref.kind].kind.toLowerCase()} (run rollout resume first)`,
    };
  const body = { spec: { template: { metadata: { annotations: { [RESTARTED]: at } } } } };
  return { is: 'patch', patch: { path: workloadPath(ref), type: 'application/strategic-merge-patch+json', body } };
}
