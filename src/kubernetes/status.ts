import type { WorkloadKind, WorkloadRef } from './kinds.ts';
import type { Workload } from './object.ts';

/** How far a rollout is. */
export type Rollout =
  | { readonly is: 'done'; readonly text: string }
  | { readonly is: 'under way'; readonly text: string }
  | { readonly is: 'failed'; readonly text: string };

/** `kubectl rollout status`, as it looks at one moment, in its words (`polymorphichelpers/rollout_status.go`). */
export const rolloutStatus = ({ kind, name }: WorkloadRef, workload: Workload): Rollout => STATUS[kind](name, workload);

const done = (text: string): Rollout => ({ is: 'done', text });
const underWay = (text: string): Rollout => ({ is: 'under way', text });

const STATUS: Readonly<Record<WorkloadKind, (name: string, workload: Workload) => Rollout>> = {
  deployment: (name, workload) => {
    const { spec, status = {} } = workload;
    if (!isObserved(workload)) return underWay('Waiting for deployment spec update to be observed...');
    const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
    if (progressing?.reason === 'ProgressDeadlineExceeded')
      return { is: 'failed', text: `deployment "${name}" exceeded its progress deadline` };
    const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status;
    const wanted = spec.replicas ?? 1;
    const waiting = `Waiting for deployment "${name}" rollout to finish:`;
    if (updated < wanted) return underWay(`${waiting} ${updated} out of ${wanted} new replicas have been updated...`);
    if (replicas > updated) return underWay(`${waiting} ${replicas - updated} old replicas are pending termination...`);
    if (available < updated) return underWay(`${waiting} ${available} of ${updated} updated replicas are available...`);
    return done(`deployment "${name}" successfully rolled out`);
  },
  daemonset: (name, workload) => {
    if (workload.spec.updateStrategy?.type === 'OnDelete') return onDelete();
    if (!isObserved(workload)) return underWay('Waiting for daemon set spec update to be observed...');
    const {
      desiredNumberScheduled: wanted = 0,
      updatedNumberScheduled: updated = 0,
      numberAvailable = 0,
    } = workload.status ?? {};
    const waiting = `Waiting for daemon set "${name}" rollout to finish:`;
    if (updated < wanted) return underWay(`${waiting} ${updated} out of ${wanted} new pods have been updated...`);
    if (numberAvailable < wanted)
      return underWay(`${waiting} ${numberAvailable} of ${wanted} updated pods are available...`);
    return done(`daemon set "${name}" successfully rolled out`);
  },
  statefulset: (_name, workload) => {
    const { spec, status = {} } = workload;
    if (spec.updateStrategy?.type === 'OnDelete') return onDelete();
    if (status.observedGeneration === undefined || status.observedGeneration === 0 || !isObserved(workload))
      return underWay('Waiting for statefulset spec update to be observed...');
    const { readyReplicas: ready = 0, updatedReplicas: updated = 0 } = status;
    const wanted = spec.replicas ?? 1;
    if (ready < wanted) return underWay(`Waiting for ${wanted - ready} pods to be ready...`);
    const partition = spec.updateStrategy?.rollingUpdate?.partition;
    if (partition !== undefined && partition > 0) {
      if (updated < wanted - partition)
        return underWay(
          `Waiting for partitioned roll out to finish: ${updated} out of ${wanted - partition} new pods have been updated...`,
        );
      return done(`partitioned roll out complete: ${updated} new pods have been updated...`);
    }
    if (status.updateRevision !== status.currentRevision)
      return underWay(
        `waiting for statefulset rolling update to complete ${updated} pods at revision ${status.updateRevision}...`,
      );
    return done(
      `statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ${status.currentRevision}...`,
    );
  },
};

/** Before a controller has seen what was asked for its numbers are about something else. */
const isObserved = ({ metadata, status = {} }: Workload): boolean =>
  (metadata.generation ?? 0) <= (status.observedGeneration ?? 0);

const onDelete = (): Rollout => ({
  is: 'failed',
  text: 'rollout status is only available for RollingUpdate strategy type',
});
