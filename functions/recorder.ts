import type { CheckResult } from '../src/core/check/check.ts';
import { isSeenWell } from '../src/core/check/well.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Clock, DeployStore, Versions, WorkloadStore } from '../src/core/ports.ts';
import { recordedMonitors } from '../src/core/remedy/recorded.ts';
import { remember } from '../src/core/remedy/remember.ts';
import { deployIn, lookedAt } from '../src/core/remedy/workload-memory.ts';

export interface RecorderPorts {
  readonly plan: () => Plan;
  readonly clock: Clock;
  readonly versions: Versions;
  readonly workloads: WorkloadStore;
  readonly deploys: Pick<DeployStore, 'record'>;
  /** The newest check of each monitor and location. */
  readonly latest: () => Promise<readonly CheckResult[]>;
  readonly onError: (where: string, error: unknown) => void;
}

/** What runs some monitors, at one look. */
interface Running {
  readonly workload: string;
  readonly hash: string;
  readonly label: string;
  readonly by: string;
  readonly monitors: readonly string[];
}

/**
 * Each minute: what runs the monitors that have a remedy, and whether they are well (G2). What a rollback may go back to is
 * only what was seen here; what cannot be asked leaves a gap, which no version outlives as healthy. A version that came is a
 * deploy, for the pages to come, whether or not somebody says so.
 */
export const recorder = (ports: RecorderPorts) => async (): Promise<{ readonly seen: number }> => {
  const { plan, clock, latest, onError } = ports;
  const monitors = recordedMonitors(plan());
  if (monitors.length === 0) return { seen: 0 };
  const checks = await latest();
  const all = await runningNow(ports, monitors);
  // Once it was seen: a rollback of ours that came meanwhile was written down before.
  const now = clock.now();
  for (const running of all) {
    // Monitors may share a workload: it is well where all of them are.
    const isWell = running.monitors.every((monitor) => isSeenWell(plan(), monitor, checks, now));
    await kept(ports, running, isWell, now).catch((error: unknown) => onError(`what runs ${running.workload}`, error));
  }
  return { seen: all.length };
};

async function runningNow(
  { versions, onError }: RecorderPorts,
  monitors: readonly string[],
): Promise<readonly Running[]> {
  const found = new Map<string, Running>();
  const look = async (monitor: string) => {
    const running = await versions.current(monitor);
    if (!running) return;
    const { workload, version: hash, ...more } = running;
    found.set(workload, { workload, hash, ...more, monitors: [...(found.get(workload)?.monitors ?? []), monitor] });
  };
  await Promise.all(monitors.map((each) => look(each).catch((error: unknown) => onError(`what runs ${each}`, error))));
  return [...found.values()];
}

async function kept(
  { workloads, deploys }: RecorderPorts,
  { workload, hash, label, by, monitors }: Running,
  isWell: boolean,
  at: number,
): Promise<void> {
  let deployedAt: number | undefined;
  await remember(workloads, workload, (memory) => {
    const next = lookedAt(memory, { hash, at, isWell });
    deployedAt = deployIn(memory, next);
    return next;
  });
  if (deployedAt === undefined) return;
  const id = `seen/${workload}/${hash}/${deployedAt}`;
  await deploys.record({ id, at: deployedAt, version: label, monitors, by });
}
