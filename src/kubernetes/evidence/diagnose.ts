import type { KubeApi } from '../api.ts';
import { WORKLOADS, type WorkloadRef, workloadPath } from '../kinds.ts';
import { formatSelector, type Workload } from '../object.ts';
import { revisionsOf } from '../revisions.ts';
import { rolloutStatus } from '../status.ts';
import { nodesOf } from './capacity/nodes.ts';
import { scalingOf } from './capacity/scaling.ts';
import { usageOf } from './capacity/usage.ts';
import { causesOf } from './causes.ts';
import { changeFindings, changesOf } from './changes/changes.ts';
import { listOf } from './cluster.ts';
import type { Diagnosis } from './diagnosis.ts';
import { inquire, PATIENCE, type Patience } from './gather.ts';
import { historyOf, lastChange } from './history.ts';
import { logsOf } from './logs/logs.ts';
import { type Resolve, systemResolve } from './network/dns.ts';
import { networkOf } from './network/network.ts';
import type { Pod } from './pod.ts';
import { podFindings, rolloutFindings, warningFindings } from './pod-findings.ts';
import { summaryOf } from './summary.ts';
import { troublesOf } from './trouble.ts';
import { type KubeEvent, warningsOf } from './warnings.ts';

export type { Diagnosis } from './diagnosis.ts';

export interface DiagnoseOptions {
  readonly zone: string;
  /** When what runs became current, as the recorder saw it (G2). */
  readonly changedAt?: number;
  readonly patience?: Patience;
  /** Whose logs are read where nothing fails; the first where absent. */
  readonly container?: string;
  /** The last good moment, as checks saw it: what changed after it is asked for as well. */
  readonly goodUntil?: number;
  /** Addresses of names; by this machine's name servers where absent. */
  readonly resolve?: Resolve;
}

/**
 * What an expert would look at first: the workload, its revisions, its pods with their warnings and logs. What needs the
 * answer to something else waits for that alone, in the same time.
 */
export async function diagnose(
  api: KubeApi,
  ref: WorkloadRef,
  {
    zone,
    changedAt,
    patience = PATIENCE,
    container,
    goodUntil,
    resolve = systemResolve(patience.each),
  }: DiagnoseOptions,
): Promise<Diagnosis> {
  const inquiry = inquire(patience);
  const { missing } = inquiry;
  const workload = await inquiry.ask<Workload>('workload', () => api.get(workloadPath(ref)));
  if (!workload) return { summary: undefined, troubles: [], revisions: [], warnings: [], missing };
  const cluster = { api, inquiry, ref };
  const query = { labelSelector: formatSelector(workload.spec.selector) };
  const listed = listOf<Pod>(cluster, '', 'pods', { query });
  const seen = listed.then(async (pods = []) => {
    const troubles = troublesOf(pods);
    const failing = new Set(troubles.map(({ pod }) => pod));
    const [logs, nodes] = await Promise.all([
      logsOf(cluster, pods, troubles, container),
      nodesOf(cluster, pods, failing),
    ]);
    return { troubles, logs, nodes };
  });
  const way = networkOf(cluster, workload.spec.template, resolve);
  const [pods, { troubles, logs, nodes }, items, events, network, scaling, usage, changed] = await Promise.all([
    listed,
    seen,
    listOf(cluster, 'apps/v1', WORKLOADS[ref.kind].revisions, { query, name: 'revisions' }),
    listOf<KubeEvent>(cluster, '', 'events', { query: { fieldSelector: 'type=Warning' } }),
    way,
    scalingOf(cluster),
    usageOf(cluster, query, listed),
    ...(goodUntil === undefined ? [] : [changesOf(cluster, workload.spec.template, goodUntil, way)]),
  ]);
  const revisions = revisionsOf(ref.kind, workload, items ?? []);
  const change = {
    images: lastChange(workload, revisions),
    ...(changedAt !== undefined && { at: changedAt }),
  };
  const rollout = rolloutStatus(ref, workload);
  const warnings = warningsOf(events ?? [], ref.name);
  const own = [...podFindings(troubles), ...rolloutFindings(rollout, workload)];
  const causes = causesOf(
    ref,
    [
      ...[logs, network, nodes, scaling, usage].flatMap(({ findings }) => findings),
      ...own,
      ...warningFindings(warnings, own, rollout.is === 'done' && troubles.length === 0),
      ...changeFindings(changed ?? [], zone),
    ],
    container,
  );
  return {
    summary: summaryOf(ref, { workload, ...(pods && { troubles }), change, causes }, zone),
    rollout,
    troubles,
    revisions: historyOf(revisions),
    warnings,
    logs: logs.logs,
    services: network.services,
    ingresses: network.ingresses,
    ...(scaling.scaling && { scaling: scaling.scaling }),
    ...(usage.usage && { usage: usage.usage }),
    nodes: nodes.nodes,
    ...(changed && { changed }),
    causes,
    missing,
  };
}
