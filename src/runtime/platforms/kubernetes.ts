import { PATIENCE } from '../../diagnosis/inquiry.ts';
import { runningNow } from '../../kubernetes/act/rollback.ts';
import { diagnose } from '../../kubernetes/evidence/diagnose.ts';
import { partsOf } from '../../kubernetes/evidence/parts.ts';
import { isWell } from '../../kubernetes/evidence/well.ts';
import { keyOf, type PlacedWorkload, workloadOf } from '../../kubernetes/workload.ts';
import type { Clusters } from '../clusters.ts';
import type { Placed, Platform } from './platform.ts';

/** Workloads in the config's clusters. */
export const kubernetes = (clusters: Clusters): Platform => ({
  name: 'kubernetes',
  called: 'Kubernetes',
  placed: (monitor) => {
    const workload = workloadOf(monitor);
    return workload && inCluster(clusters, workload);
  },
});

const inCluster = (clusters: Clusters, workload: PlacedWorkload): Placed => ({
  key: keyOf(workload),
  about: workload,
  reach: async (timeout, memory) => ({
    workload: { ref: workload.ref, api: await clusters(workload.cluster, timeout), memory },
  }),
  running: async (timeout) => {
    const seen = await runningNow(await clusters(workload.cluster, timeout), workload.ref);
    if ('why' in seen) throw new Error(seen.why);
    return seen;
  },
  diagnose: async (asked) => {
    const api = await clusters(workload.cluster, PATIENCE.each);
    const { container } = workload;
    const diagnosis = await diagnose(api, workload.ref, { ...asked, ...(container !== undefined && { container }) });
    const { summary, missing } = diagnosis;
    return {
      summary,
      missing,
      diagnosis,
      isWell: isWell(diagnosis),
      parts: partsOf(diagnosis, workload, asked.zone),
    };
  },
});
