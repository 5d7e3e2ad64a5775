import type { MonitorPlan } from '../plan.ts';

const KINDS = ['deployment', 'statefulset', 'daemonset'] as const;

/**
 * What somebody types first, with real names filled in: how the pods of the suspect's workload are, or else the same
 * check from their own machine. It changes nothing.
 */
export function firstCommand({ name, workload }: Pick<MonitorPlan, 'name' | 'workload'>): string {
  const kind = KINDS.find((each) => workload?.[each] !== undefined);
  return workload && kind
    ? `kubectl -n ${workload.namespace ?? 'default'} describe ${kind} ${workload[kind]}`
    : `npx tocsin check ${name} --trace`;
}
