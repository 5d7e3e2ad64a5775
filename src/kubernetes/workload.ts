import type { MonitorPlan } from '../core/plan.ts';
import { WORKLOADS, type WorkloadKind, type WorkloadRef } from './kinds.ts';

/** What runs a monitor, in which of the config's clusters. */
export interface PlacedWorkload {
  readonly cluster: string;
  readonly ref: WorkloadRef;
  /** Where its pods have several. */
  readonly container?: string;
}

/** Its name in what is remembered: `prod/shop/deployment/backend-deployment`. */
export const keyOf = ({ cluster, ref: { namespace, kind, name } }: PlacedWorkload): string =>
  `${cluster}/${namespace}/${kind}/${name}`;

/** The workload of a monitor as its plan has it; `undefined` where it names none. */
export function workloadOf({ workload }: Pick<MonitorPlan, 'workload'>): PlacedWorkload | undefined {
  const kind = (Object.keys(WORKLOADS) as WorkloadKind[]).find((each) => workload?.[each] !== undefined);
  if (!workload || !kind) return undefined;
  const { cluster = '', namespace = 'default', container } = workload;
  return { cluster, ref: { namespace, kind, name: workload[kind]! }, ...(container !== undefined && { container }) };
}
