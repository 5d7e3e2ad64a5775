import { plainLine } from '../../core/message/plain.ts';
import type { Plan } from '../../core/plan.ts';
import type { WorkloadStore } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';
import { MINUTE } from '../../core/time/instant.ts';
import type { Gathered, Subject } from '../../evidence/define.ts';
import { type Found, type Platform, placedOn, type Seen } from '../platforms/platform.ts';
import { redactorOf } from '../redacted.ts';
import { gatheredWithin } from './bounds.ts';
import type { Sources } from './source.ts';

export interface WorkloadPorts {
  readonly plan: () => Plan;
  readonly platforms: readonly Platform[];
  readonly workloads: Pick<WorkloadStore, 'read'>;
  /** Values that nobody is to read: what runs there may log them (W7). */
  readonly known: () => Promise<readonly string[]>;
}

/** What changed so long before it failed may be why. */
const BEFORE = 30 * MINUTE;
const WHY = 240;

/** What the platform says of what runs a monitor. */
export const workloadSource =
  (ports: WorkloadPorts): Sources =>
  (subject) => {
    const found = placedOn(ports.platforms, ports.plan(), subject.monitor.name);
    return found ? [{ place: 1, tells: 0, named: true, ask: () => ask(ports, found, subject) }] : [];
  };

async function ask(
  { plan, workloads, known }: WorkloadPorts,
  { platform, placed }: Found,
  { failedAt }: Subject,
): Promise<Gathered> {
  try {
    const [changedAt, values] = await Promise.all([becameCurrent(workloads, placed.key), known()]);
    const seen = await placed.diagnose({
      zone: plan().timezone,
      goodUntil: failedAt - BEFORE,
      ...(changedAt !== undefined && { changedAt }),
    });
    return gatheredWithin(gatheredOf(seen), redactorOf(values));
  } catch (error) {
    return { parts: [], missing: { [platform.called]: plainLine(reasonOf(error), WHY) } };
  }
}

/** What a look at a workload says, as other sources say it. */
export const gatheredOf = ({ summary, parts, missing, isWell }: Seen): Gathered => ({
  ...(summary !== undefined && { sentence: summary }),
  parts,
  missing,
  isBad: !isWell,
});

/** When what runs came, as the recorder saw it; `undefined` where it was there from the first. */
async function becameCurrent(workloads: WorkloadPorts['workloads'], workload: string): Promise<number | undefined> {
  const current = (await workloads.read(workload))?.memory.templates.reigns.at(-1);
  return current?.after === undefined ? undefined : current.from;
}
