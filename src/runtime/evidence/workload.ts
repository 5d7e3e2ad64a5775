import { plainLine } from '../../core/message/plain.ts';
import type { Plan } from '../../core/plan.ts';
import type { WorkloadStore } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';
import { MINUTE } from '../../core/time/instant.ts';
import type { Gathered, Subject } from '../../evidence/define.ts';
import { diagnose } from '../../kubernetes/evidence/diagnose.ts';
import { PATIENCE } from '../../kubernetes/evidence/gather.ts';
import { partsOf } from '../../kubernetes/evidence/parts.ts';
import { keyOf, type PlacedWorkload, workloadOf } from '../../kubernetes/workload.ts';
import type { Clusters } from '../clusters.ts';
import type { Sources } from './source.ts';

export interface WorkloadPorts {
  readonly plan: () => Plan;
  readonly clusters: Clusters;
  readonly workloads: WorkloadStore;
}

/** What changed so long before it failed may be why. */
const BEFORE = 30 * MINUTE;
const WHY = 240;

/** What Kubernetes says of what runs a monitor. */
export const workloadSource =
  (ports: WorkloadPorts): Sources =>
  (subject) => {
    const placed = workloadOf(subject.monitor);
    return placed ? [{ place: 1, tells: 0, ask: () => ask(ports, placed, subject) }] : [];
  };

async function ask(
  { plan, clusters, workloads }: WorkloadPorts,
  placed: PlacedWorkload,
  { failedAt }: Subject,
): Promise<Gathered> {
  try {
    const api = await clusters(placed.cluster, PATIENCE.each);
    const changedAt = await becameCurrent(workloads, keyOf(placed));
    const seen = await diagnose(api, placed.ref, {
      zone: plan().timezone,
      goodUntil: failedAt - BEFORE,
      ...(placed.container !== undefined && { container: placed.container }),
      ...(changedAt !== undefined && { changedAt }),
    });
    const parts = partsOf({ ...seen, missing: {} }, placed, plan().timezone);
    return { ...(seen.summary !== undefined && { sentence: seen.summary }), parts, missing: seen.missing };
  } catch (error) {
    return { parts: [], missing: { [`cluster ${placed.cluster}`]: plainLine(reasonOf(error), WHY) } };
  }
}

/** When what runs came, as the recorder saw it; `undefined` where it was there from the first. */
async function becameCurrent(workloads: WorkloadStore, workload: string): Promise<number | undefined> {
  const current = (await workloads.read(workload))?.memory.templates.reigns.at(-1);
  return current?.after === undefined ? undefined : current.from;
}
