import type { WorkloadKind } from './kinds.ts';
import { type ControllerRevision, isOwnedBy, type PodTemplate, type ReplicaSet, type Workload } from './object.ts';

/** A template that a workload had, or has. `number` moves when it is used again: it names nothing for long (G2). */
export interface Revision {
  readonly number: number;
  readonly template: PodTemplate;
  /** The object that holds it. */
  readonly holder: ReplicaSet | ControllerRevision;
}

export const REVISION = 'deployment.kubernetes.io/revision';

/**
 * The revisions of a Deployment, oldest first: of the ReplicaSets that it controls itself. Without the annotation it is 0,
 * with one that is no number it is passed over (kubectl `polymorphichelpers/history.go`).
 */
export const deploymentRevisions = (deployment: Workload, sets: readonly ReplicaSet[]): readonly Revision[] =>
  sets
    .filter((set) => isOwnedBy(set, deployment))
    .flatMap((holder) => {
      const text = holder.metadata.annotations?.[REVISION];
      const number = text === undefined ? 0 : Number.parseInt(text, 10);
      return text !== undefined && !/^-?\d+$/.test(text) ? [] : [{ number, template: holder.spec.template, holder }];
    })
    .toSorted((a, b) => a.number - b.number);

/** A revision is stored as a patch, and says so: that is no part of what runs. */
function asTemplate(patch: PodTemplate & { readonly $patch?: string }): PodTemplate {
  const { $patch: _, ...template } = patch;
  return template;
}

/** The revisions of a StatefulSet or DaemonSet, oldest first. */
export const controllerRevisions = (owner: Workload, revisions: readonly ControllerRevision[]): readonly Revision[] =>
  revisions
    .filter((revision) => isOwnedBy(revision, owner))
    .map((holder) => ({ number: holder.revision, template: asTemplate(holder.data.spec.template), holder }))
    .toSorted((a, b) => a.number - b.number);

type Held = (workload: Workload, items: readonly unknown[]) => readonly Revision[];
const HELD: Readonly<Record<WorkloadKind, Held>> = {
  deployment: (workload, items) => deploymentRevisions(workload, items as readonly ReplicaSet[]),
  statefulset: (workload, items) => controllerRevisions(workload, items as readonly ControllerRevision[]),
  daemonset: (workload, items) => controllerRevisions(workload, items as readonly ControllerRevision[]),
};

/** The revisions of a workload, oldest first, from what the API lists of its kind (`revisionsPath`). */
export const revisionsOf = (kind: WorkloadKind, workload: Workload, items: readonly unknown[]): readonly Revision[] =>
  HELD[kind](workload, items);
