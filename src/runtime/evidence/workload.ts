import { plainLine } from '../../core/message/plain.ts';
import type { Plan } from '../../core/plan.ts';
import type { WorkloadStore } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';
import { MINUTE } from '../../core/time/instant.ts';
import type { Gathered, Subject } from '../../evidence/define.ts';
import { type Diagnosis, diagnose } from '../../kubernetes/evidence/diagnose.ts';
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
    return placed ? [{ place: 1, tells: 0, named: true, ask: () => ask(ports, placed, subject) }] : [];
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
    return gatheredOf(seen, placed, plan().timezone);
  } catch (error) {
    return { parts: [], missing: { [`cluster ${placed.cluster}`]: plainLine(reasonOf(error), WHY) } };
  }
}

/** What a look at a workload says, as other sources say it. Times in `zone`. */
export const gatheredOf = (seen: Diagnosis, placed: PlacedWorkload, zone: string): Gathered => ({
  ...(seen.summary !== undefined && { sentence: seen.summary }),
  parts: partsOf({ ...seen, missing: {} }, placed, zone),
  missing: seen.missing,
});

/** When what runs came, as the recorder saw it; `undefined` where it was there from the first. */
async function becameCurrent(workloads: WorkloadStore, workload: string): Promise<number | undefined> {
  const current = (await workloads.read(workload))?.memory.templates.reigns.at(-1);
  return current?.after === undefined ? undefined : current.from;
}
