import type { Plan } from '../plan.ts';

/** The monitors whose workloads are looked at each minute: some remedy may touch them, and they say what runs them (G2). */
export const recordedMonitors = ({ remedies, monitors }: Pick<Plan, 'remedies' | 'monitors'>): readonly string[] => [
  ...new Set(
    Object.values(remedies).flatMap(({ mode, monitor }) =>
      mode !== 'off' && monitors[monitor]?.workload !== undefined ? [monitor] : [],
    ),
  ),
];

/** Whether somebody looks each minute: at what runs (G2), or for what GitHub says went live. */
export const isRecording = (plan: Pick<Plan, 'remedies' | 'monitors' | 'deploys'>): boolean =>
  recordedMonitors(plan).length > 0 || plan.deploys?.github?.token !== undefined;
