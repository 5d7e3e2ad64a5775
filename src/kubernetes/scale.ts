import { type WorkloadRef, workloadPath } from './kinds.ts';
import type { Change } from './request.ts';

/** `kubectl scale`: to so many pods, by the scale of the workload. A DaemonSet has none: it has a pod on each node. */
export function scale(ref: WorkloadRef, replicas: number): Change {
  if (ref.kind === 'daemonset')
    return { is: 'refused', why: 'a DaemonSet cannot be scaled: it has a pod on each node' };
  return {
    is: 'patch',
    patch: { path: `${workloadPath(ref)}/scale`, type: 'application/merge-patch+json', body: { spec: { replicas } } },
  };
}
