import { WORKLOADS } from '../kinds.ts';
import { formatSelector, type Workload } from '../object.ts';
import { nodesOf } from './capacity/nodes.ts';
import { scalingOf } from './capacity/scaling.ts';
import { usageOf } from './capacity/usage.ts';
import { changesOf } from './changes/changes.ts';
import { type Cluster, listOf } from './cluster.ts';
import { logsOf } from './logs/logs.ts';
import { controllerOf } from './network/controller.ts';
import type { Resolve } from './network/dns.ts';
import { networkOf } from './network/network.ts';
import type { Pod } from './pod.ts';
import { troublesOf } from './trouble.ts';
import type { KubeEvent } from './warnings.ts';

export interface Wanted {
  readonly container: string | undefined;
  readonly goodUntil: number | undefined;
  readonly resolve: Resolve;
}

/** Asks for everything around a workload at once; what needs the answer to something else waits for that alone. */
export async function observe(
  cluster: Cluster,
  { spec: { selector, template } }: Workload,
  { container, goodUntil, resolve }: Wanted,
) {
  const query = { labelSelector: formatSelector(selector) };
  const listed = listOf<Pod>(cluster, '', 'pods', { query });
  const way = networkOf(cluster, template, resolve);
  const seen = listed.then(async (pods = []) => {
    const troubles = troublesOf(pods);
    const failing = new Set(troubles.map(({ pod }) => pod));
    const [logs, nodes] = await Promise.all([
      logsOf(cluster, pods, troubles, container),
      nodesOf(cluster, pods, failing),
    ]);
    return { troubles, logs, nodes };
  });
  const [pods, of, revisions, events, network, controller, scaling, usage, changed] = await Promise.all([
    listed,
    seen,
    listOf(cluster, 'apps/v1', WORKLOADS[cluster.ref.kind].revisions, { query, name: 'revisions' }),
    listOf<KubeEvent>(cluster, '', 'events', { query: { fieldSelector: 'type=Warning' } }),
    way,
    way.then((found) => controllerOf(cluster, found)),
    scalingOf(cluster),
    usageOf(cluster, query, listed),
    goodUntil === undefined ? undefined : changesOf(cluster, template, goodUntil, way),
  ]);
  return { pods, ...of, revisions, events, network, controller, scaling, usage, changed };
}
