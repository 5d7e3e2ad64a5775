import type { EvidencePart } from '../../core/evidence/evidence.ts';
import type { PlacedWorkload } from '../workload.ts';
import { nextCommands } from './commands.ts';
import type { Diagnosis } from './diagnose.ts';

/** What was seen, part by part, as people read it; empty parts are left out. */
export function partsOf(diagnosis: Diagnosis, { ref, container }: PlacedWorkload): readonly EvidencePart[] {
  const { rollout, troubles, warnings, revisions, missing } = diagnosis;
  const parts: readonly EvidencePart[] = [
    { title: 'Rollout', lines: rollout && rollout.is !== 'done' ? [rollout.text] : [] },
    {
      title: 'Pods',
      lines: troubles.map(
        ({ pod, container: of, reason, detail }) =>
          `${pod}${of === undefined ? '' : ` (${of})`}: ${reason}${detail ? `, ${detail}` : ''}`,
      ),
    },
    { title: 'Warnings', lines: warnings },
    {
      title: 'Versions',
      lines: revisions.map(
        ({ number, images, cause }) =>
          `${number}: ${images.length > 0 ? `image ${images.join(', ')}` : 'the same images'}${cause === undefined ? '' : ` (${cause})`}`,
      ),
    },
    { title: 'Could not be seen', lines: Object.entries(missing).map(([what, why]) => `${what}: ${why}`) },
    { title: 'Next', is: 'commands', lines: nextCommands(ref, diagnosis, container) },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}
