import type { Evidence } from '../core/evidence/evidence.ts';
import { sourcesOf } from '../core/evidence/sources.ts';
import { plainLine } from '../core/message/plain.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock, Diagnoser, EvidenceStore } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import { gather } from './evidence/gather.ts';
import type { Sources } from './evidence/source.ts';
import { subjectOf } from './evidence/subject.ts';

export interface DiagnoserPorts {
  readonly plan: () => Plan;
  readonly clock: Clock;
  readonly evidence: EvidenceStore;
  /** Who may be asked: what runs a monitor, and what the config names besides. */
  readonly sources: readonly Sources[];
}

const WHY = 240;

/** Asks about a monitor's failure: a sentence or two for those who were paged, all of it for the incident's page (E7). */
export function diagnoserOf({ plan, clock, evidence, sources }: DiagnoserPorts): Diagnoser {
  return {
    diagnose: async (name, { id: incident, failedAt }) => {
      const monitor = plan().monitors[name];
      if (!monitor || (!monitor.workload && sourcesOf(plan(), name).length === 0)) return { is: 'nothing' };
      try {
        const { summary, parts, missing } = await gather(sources, subjectOf(plan(), monitor, failedAt));
        const kept: Evidence = {
          incident,
          monitor: name,
          at: clock.now(),
          summary: summary ?? 'nothing to tell',
          parts,
        };
        await evidence.keep(kept);
        if (summary !== undefined) return { is: 'seen', summary };
        const [why] = Object.entries(missing).map(([what, reason]) => plainLine(`${what}: ${reason}`, WHY));
        return { is: 'nothing', ...(why !== undefined && { why }) };
      } catch (error) {
        return { is: 'nothing', why: plainLine(reasonOf(error), WHY) };
      }
    },
  };
}
