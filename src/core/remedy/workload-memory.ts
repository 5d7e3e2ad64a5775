import type { Instant } from '../time/instant.ts';
import {
  NO_TEMPLATES,
  observed,
  type RollbackLimits,
  type RollbackTarget,
  rollbackTarget,
  type Templates,
} from './templates.ts';
import { NO_USES, type RemedyUses } from './uses.ts';

/** What is known of something that remedies may touch: one record, plain JSON, bounded (G2, G3). */
export interface WorkloadMemory {
  readonly templates: Templates;
  readonly uses: RemedyUses;
}

export const NOTHING_KNOWN: WorkloadMemory = { templates: NO_TEMPLATES, uses: NO_USES };

/** After the recorder's look at what runs. What a rollback of ours was to put there is known for ours. Pure. */
export function lookedAt(
  memory: WorkloadMemory,
  look: { readonly hash: string; readonly at: Instant; readonly isWell: boolean },
): WorkloadMemory {
  const { templates, uses } = memory;
  const before = templates.reigns.at(-1);
  const isOurs = uses.uses.some(
    ({ undoes, at }) => undoes?.to === look.hash && undoes.from === before?.hash && at <= look.at,
  );
  const seen = observed(templates, { ...look, isOurs });
  return seen === templates ? memory : { ...memory, templates: seen };
}

/** When a version came that somebody deployed between two looks; `undefined` where none did. Pure. */
export function deployIn(before: WorkloadMemory, after: WorkloadMemory): Instant | undefined {
  const [was, is] = [before.templates.reigns.at(-1), after.templates.reigns.at(-1)];
  return was && is && is.hash !== was.hash && !is.ours ? is.from : undefined;
}

/** What a rollback would go back to now (G2): never what one of ours is leaving, also before the recorder saw it. Pure. */
export const targetIn = ({ templates, uses }: WorkloadMemory, limits: RollbackLimits): RollbackTarget =>
  rollbackTarget(
    { ...templates, bad: [...templates.bad, ...uses.uses.flatMap(({ undoes }) => undoes?.from ?? [])] },
    limits,
  );
