import { type WorkloadRef, workloadPath } from './kinds.ts';
import type { ControllerRevision, Workload } from './object.ts';
import type { Change } from './request.ts';
import { REVISION, type Revision } from './revisions.ts';
import { isSameTemplate, withoutHash } from './template.ts';

/** Annotations that stay the Deployment's own when it gets a revision's (kubectl `rollback.go`, `annotationsToSkip`). */
const OWN = [
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
] as const;

/** What is not kubectl's, and meant: nothing is changed where the object is not the one that was decided about (G5). */
export interface Bound {
  readonly uid: string;
  readonly generation: number;
  /** Annotations that are added: what did it, for whoever looks later (G6). */
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * `kubectl rollout undo` of a Deployment, to the revision of that number; 0 is the second-highest. The template comes back,
 * and with it the annotations of then. `bound` adds what we are careful about beyond kubectl.
 */
export function undoDeployment(
  ref: WorkloadRef,
  deployment: Workload,
  revisions: readonly Revision[],
  to: number,
  bound?: Bound,
): Change {
  const found = revisionTo(revisions, to, `no rollout history found for deployment "${ref.name}"`);
  if (typeof found === 'string') return { is: 'refused', why: found };
  if (deployment.spec.paused)
    return {
      is: 'refused',
      why: `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again`,
    };
  if (isSameTemplate(found.template, deployment.spec.template)) return already(to);
  const annotations = {
    ...without(found.holder.metadata.annotations, OWN),
    ...only(deployment.metadata.annotations, OWN),
    ...bound?.annotations,
  };
  const body = [
    ...testsOf(bound),
    { op: 'replace', path: '/spec/template', value: withoutHash(found.template) },
    { op: 'replace', path: '/metadata/annotations', value: annotations },
  ];
  return { is: 'patch', patch: { path: workloadPath(ref), type: 'application/json-patch+json', body } };
}

/**
 * The same of a StatefulSet or DaemonSet: a revision is a patch already, and is sent as it is. What runs already is known
 * by its content, where kubectl compares bytes that only a controller of its own version writes. With `bound` it is sent as a
 * JSON patch, which alone can refuse another object.
 */
export function undoOther(
  ref: WorkloadRef,
  workload: Workload,
  revisions: readonly Revision[],
  to: number,
  bound?: Bound,
): Change {
  const found = revisionTo(revisions, to, 'no last revision to roll back to');
  if (typeof found === 'string') return { is: 'refused', why: found };
  if (isSameTemplate(found.template, workload.spec.template)) return already(to);
  const { data } = found.holder as ControllerRevision;
  if (!bound)
    return {
      is: 'patch',
      patch: { path: workloadPath(ref), type: 'application/strategic-merge-patch+json', body: data },
    };
  const body = [
    ...testsOf(bound),
    { op: 'replace', path: '/spec/template', value: found.template },
    { op: 'add', path: '/metadata/annotations', value: { ...workload.metadata.annotations, ...bound.annotations } },
  ];
  return { is: 'patch', patch: { path: workloadPath(ref), type: 'application/json-patch+json', body } };
}

/** A revision by its number, or why there is none. */
function revisionTo(revisions: readonly Revision[], to: number, none: string): Revision | string {
  if (to < 0) return `unable to find specified revision ${to} in history`;
  if (to > 0)
    return revisions.find(({ number }) => number === to) ?? `unable to find specified revision ${to} in history`;
  return revisions.at(-2) ?? none;
}

const already = (to: number): Change => ({
  is: 'nothing to do',
  why: `skipped rollback (current template already matches revision ${to})`,
});

/** A test that fails is a 422, and nothing is changed; the resource's version would move with every status. */
const testsOf = (bound: Bound | undefined): readonly unknown[] =>
  bound
    ? [
        { op: 'test', path: '/metadata/uid', value: bound.uid },
        { op: 'test', path: '/metadata/generation', value: bound.generation },
      ]
    : [];

type Annotations = Readonly<Record<string, string>> | undefined;
const only = (all: Annotations, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(all ?? {}).filter(([key]) => keys.includes(key)));
const without = (all: Annotations, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(all ?? {}).filter(([key]) => !keys.includes(key)));
