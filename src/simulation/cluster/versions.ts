import type { PodTemplate, ReplicaSet } from '../../kubernetes/object.ts';
import { REVISION } from '../../kubernetes/revisions.ts';

/** What of a workload a version is. */
export const templateOf = (version: string): PodTemplate => ({
  spec: { containers: [{ name: 'app', image: `shop/app:${version}` }] },
});

/** The version in a template of ours. */
export const versionIn = ({ spec }: PodTemplate): string => (spec.containers[0]?.image ?? '').replace(/^.*:/, '');

/** The ReplicaSet that holds a version for a Deployment. */
export const held = (owner: string, revision: number, version: string): ReplicaSet => ({
  metadata: {
    name: `app-${version}`,
    uid: `uid-${version}`,
    annotations: { [REVISION]: String(revision) },
    ownerReferences: [{ kind: 'Deployment', uid: owner, controller: true }],
  },
  spec: { replicas: 0, template: templateOf(version) },
});
