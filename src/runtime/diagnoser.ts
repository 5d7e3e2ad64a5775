import type { Evidence } from '../core/evidence/evidence.ts';
import { plainLine } from '../core/message/plain.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock, Diagnoser, EvidenceStore, WorkloadStore } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import { MINUTE } from '../core/time/instant.ts';
import { type Platform, placedOn } from './platforms/platform.ts';

export interface DiagnoserPorts {
  readonly plan: () => Plan;
  readonly clock: Clock;
  readonly platforms: readonly Platform[];
  readonly workloads: WorkloadStore;
  readonly evidence: EvidenceStore;
}

/** What travels in the head and goes to people; the rest is kept beside it. */
const SUMMARY = 240;
/** What changed so long before it failed may be why. */
const BEFORE = 30 * MINUTE;

/** Looks at what runs a monitor: a sentence for those who were paged, all of it for the incident's page (E7). */
export function diagnoserOf({ plan, clock, platforms, workloads, evidence }: DiagnoserPorts): Diagnoser {
  return {
    diagnose: async (monitor, { id: incident, failedAt }) => {
      const found = placedOn(platforms, plan(), monitor);
      if (!found) return { is: 'nothing' };
      try {
        const changedAt = await becameCurrent(workloads, found.placed.key);
        const seen = await found.placed.diagnose({
          zone: plan().timezone,
          goodUntil: failedAt - BEFORE,
          ...(changedAt !== undefined && { changedAt }),
        });
        const summary = seen.summary === undefined ? undefined : plainLine(seen.summary, SUMMARY);
        const kept: Evidence = {
          incident,
          monitor,
          at: clock.now(),
          summary: summary ?? 'nothing could be seen',
          parts: seen.parts,
        };
        await evidence.keep(kept);
        if (summary !== undefined) return { is: 'seen', summary };
        return { is: 'nothing', why: Object.values(seen.missing)[0] ?? 'nothing could be seen' };
      } catch (error) {
        return { is: 'nothing', why: plainLine(reasonOf(error), SUMMARY) };
      }
    },
  };
}

/** When what runs came, as the recorder saw it; `undefined` where it was there from the first. */
async function becameCurrent(workloads: WorkloadStore, workload: string): Promise<number | undefined> {
  const current = (await workloads.read(workload))?.memory.templates.reigns.at(-1);
  return current?.after === undefined ? undefined : current.from;
}
