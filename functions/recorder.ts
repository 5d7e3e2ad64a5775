import type { CheckResult } from '../src/core/check/check.ts';
import { isSeenWell } from '../src/core/check/well.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Clock, Versions, WorkloadStore } from '../src/core/ports.ts';
import { remember } from '../src/core/remedy/remember.ts';
import { lookedAt } from '../src/core/remedy/workload-memory.ts';

export interface RecorderPorts {
  readonly plan: () => Plan;
  readonly clock: Clock;
  readonly versions: Versions;
  readonly workloads: WorkloadStore;
  /** The newest check of each monitor and location. */
  readonly latest: () => Promise<readonly CheckResult[]>;
  readonly onError: (where: string, error: unknown) => void;
}

/**
 * Each minute: what runs the monitors that have a remedy, and whether they are well (G2). What a rollback may go back to is
 * only what was seen here; what cannot be asked leaves a gap, which no version outlives as healthy.
 */
export const recorder =
  ({ plan, clock, versions, workloads, latest, onError }: RecorderPorts) =>
  async (): Promise<{ readonly seen: number }> => {
    const monitors = new Set(
      Object.values(plan().remedies).flatMap(({ mode, monitor }) => (mode === 'off' ? [] : [monitor])),
    );
    if (monitors.size === 0) return { seen: 0 };
    const checks = await latest();
    const now = clock.now();
    const found = new Map<string, { readonly hash: string; readonly isWell: boolean }>();
    const look = async (monitor: string) => {
      const running = await versions.current(monitor);
      if (!running) return;
      const isWell = isSeenWell(plan(), monitor, checks, now);
      // Monitors may share a workload: it is well where all of them are.
      found.set(running.workload, {
        hash: running.version,
        isWell: isWell && (found.get(running.workload)?.isWell ?? true),
      });
    };
    await Promise.all([...monitors].map((each) => look(each).catch((error) => onError(`what runs ${each}`, error))));
    for (const [workload, seen] of found)
      await remember(workloads, workload, (memory) => lookedAt(memory, { ...seen, at: now }));
    return { seen: found.size };
  };
