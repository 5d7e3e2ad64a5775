import { setTimeout as sleep } from 'node:timers/promises';
import { Demo } from './demo.ts';
import { cpuSeconds, residentMb } from './peers/program.ts';

const SETTLE = 10_000;
const WATCH = 30_000;
const GOAL_MB = 200;
const GOAL_CORE = 0.05;

/** Memory and CPU of the idle demo, shop included, as the kernel accounts for it (Linux). */
export async function idle(): Promise<string[]> {
  const demo = new Demo();
  try {
    await demo.until(demo.well);
    await sleep(SETTLE);
    const before = cpuSeconds(demo.pid);
    await sleep(WATCH);
    const core = (cpuSeconds(demo.pid) - before) / (WATCH / 1_000);
    const mb = residentMb(demo.pid);
    if (!(await demo.well())) throw new Error('the demo was not well while it was measured');
    if (mb > GOAL_MB || core > GOAL_CORE)
      throw new Error(
        `idle: ${mb} MB and ${(core * 100).toFixed(1)} % of a core, over ${GOAL_MB} MB and ${GOAL_CORE * 100} %`,
      );
    return [
      `idle demo: ${mb} MB resident (goal ${GOAL_MB}), ${(core * 100).toFixed(1)} % of a core (goal ${GOAL_CORE * 100})`,
    ];
  } finally {
    await demo.stop();
  }
}
