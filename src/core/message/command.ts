import type { MonitorPlan } from '../plan.ts';

type Workload = Readonly<Record<string, string>>;

/** By the key of a workload that says what it is. */
const COMMANDS: Readonly<Record<string, (workload: Workload) => string>> = {
  deployment: describing('deployment'),
  statefulset: describing('statefulset'),
  daemonset: describing('daemonset'),
  compose: ({ compose, service }) => `docker compose -p ${compose} ps -a ${service}`,
};

/**
 * What somebody types first, with real names filled in: how the suspect's workload is, or else the same
 * check from their own machine. It changes nothing.
 */
export function firstCommand({ name, workload }: Pick<MonitorPlan, 'name' | 'workload'>): string {
  const kind = Object.keys(COMMANDS).find((each) => workload?.[each] !== undefined);
  return workload && kind ? COMMANDS[kind]!(workload) : `npx tocsin check ${name} --trace`;
}

function describing(kind: string) {
  return ({ namespace = 'default', [kind]: named }: Workload): string =>
    `kubectl -n ${namespace} describe ${kind} ${named}`;
}
