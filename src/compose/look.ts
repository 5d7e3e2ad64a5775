import { type Inspected, LABELS, nameOf } from './container.ts';
import { type Engine, read } from './engine.ts';
import type { ServiceRef } from './service.ts';

/** Containers, or why they cannot be had. */
export type Look = { readonly containers: readonly Inspected[] } | { readonly why: string };

/** The containers of a service, those that do not run among them, by name; not what `docker compose run` began. Reads only. */
export const lookAt = (engine: Engine, { project, service }: ServiceRef): Promise<Look> =>
  look(engine, [`${LABELS.project}=${project}`, `${LABELS.service}=${service}`]);

/** The containers of all services of its project. Reads only. */
export const lookAtProject = (engine: Engine, { project }: Pick<ServiceRef, 'project'>): Promise<Look> =>
  look(engine, [`${LABELS.project}=${project}`]);

async function look(engine: Engine, labels: readonly string[]): Promise<Look> {
  const filters = JSON.stringify({ label: [...labels, `${LABELS.oneoff}=False`] });
  const listed = read<readonly { readonly Id: string }[]>(await engine.get('/containers/json', { all: '1', filters }));
  if ('why' in listed) return listed;
  if (!Array.isArray(listed.object)) return { why: NONSENSE };
  const inspected = await Promise.all(
    listed.object.map(async ({ Id }) => read<Inspected>(await engine.get(`/containers/${Id}/json`))),
  );
  const containers = inspected.flatMap((each) => ('object' in each ? [each.object] : []));
  const missing = inspected.find((each) => 'why' in each);
  if (missing) return missing as { readonly why: string };
  if (!containers.every(isContainer)) return { why: NONSENSE };
  return { containers: containers.toSorted((a, b) => collated(nameOf(a), nameOf(b))) };
}

const NONSENSE = 'Docker answered nonsense';

/** What everything else relies on. */
const isContainer = ({ Id, Name, Image, State, Config }: Partial<Inspected>): boolean =>
  [Id, Name, Image, State?.Status, Config?.Image].every((each) => typeof each === 'string');

/** `backend-2` before `backend-10`. */
const collated = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);
