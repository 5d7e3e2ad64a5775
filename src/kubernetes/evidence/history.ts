import { plainLine } from '../../core/message/plain.ts';
import { withoutSecrets } from '../../diagnosis/logs/redact.ts';
import type { Workload } from '../object.ts';
import type { Revision } from '../revisions.ts';
import { isSameTemplate } from '../template.ts';
import type { Diagnosis } from './diagnosis.ts';
import { imagesInWords } from './image.ts';

const CAUSE = 'kubernetes.io/change-cause';
/** Newest first; more is no evidence for people. */
const [REVISIONS, IMAGES] = [5, 6];

/** What changed with what runs now; nothing where that is not among the revisions, or the first. */
export function lastChange(workload: Workload, revisions: readonly Revision[]): readonly string[] {
  const current = revisions.findLastIndex(({ template }) => isSameTemplate(template, workload.spec.template));
  const [before, now] = [revisions[current - 1], revisions[current]];
  return before && now ? imagesInWords(before.template, now.template).slice(0, IMAGES) : [];
}

/** The revisions, the newest first: what each changed, and why by its change-cause. */
export const historyOf = (revisions: readonly Revision[]): Diagnosis['revisions'] =>
  revisions
    .map(({ number, template, holder }, n) => {
      const [before, cause] = [revisions[n - 1], holder.metadata.annotations?.[CAUSE]];
      const images = before ? imagesInWords(before.template, template) : [];
      return {
        number,
        images: images.slice(0, IMAGES),
        // Often a whole command line, with what was typed in it.
        ...(cause !== undefined && { cause: plainLine(withoutSecrets(cause), 200) }),
      };
    })
    .toReversed()
    .slice(0, REVISIONS);
