import { type Inspected, LABELS, labelOf } from '../container.ts';
import { lookAtProject } from '../look.ts';
import { restarting } from './restart.ts';
import { forbidden, isOurs, isStopped } from './untouchable.ts';

/** What runs of the whole project, what others depend on first. Jobs that are done, what was stopped by hand, and Tocsin itself stay as they are. */
export const restartAll = restarting({
  look: async ({ engine, ref }) => {
    const seen = await lookAtProject(engine, ref);
    return 'why' in seen ? seen : { containers: inOrder(seen.containers.filter(isMeant)) };
  },
  why: (containers) => (containers.length === 0 ? 'nothing of the project runs' : forbidden(containers)),
  summary: ({ ref }, { length }) => `restart all of ${ref.project}: ${length} containers, one after the other`,
});

const isMeant = (container: Inspected): boolean => {
  const { Status, ExitCode } = container.State;
  const isDone = Status === 'exited' && ExitCode === 0;
  return !isDone && Status !== 'created' && !isStopped(container) && !isOurs(container);
};

const serviceOf = (container: Inspected): string => labelOf(container, LABELS.service) ?? '';

/** `db:service_healthy:false,redis:service_started:false` */
const needsOf = (container: Inspected): readonly string[] =>
  (labelOf(container, LABELS.dependsOn) ?? '').split(',').flatMap((each) => each.split(':')[0] || []);

/** Each after what it depends on; a circle, which Compose does not allow, as it comes. */
function inOrder(containers: readonly Inspected[]): readonly Inspected[] {
  const ordered: Inspected[] = [];
  const visit = (container: Inspected, above: readonly string[]) => {
    if (ordered.includes(container)) return;
    const trail = [...above, serviceOf(container)];
    for (const need of needsOf(container))
      if (!trail.includes(need)) for (const other of containers) if (serviceOf(other) === need) visit(other, trail);
    if (!ordered.includes(container)) ordered.push(container);
  };
  for (const container of containers) visit(container, []);
  return ordered;
}
