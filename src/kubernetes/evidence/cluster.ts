import type { KubeApi, Query } from '../api.ts';
import type { WorkloadRef } from '../kinds.ts';
import type { Inquiry, Words } from './gather.ts';

/** A workload's cluster, asked within one inquiry. */
export interface Cluster {
  readonly api: KubeApi;
  readonly inquiry: Inquiry;
  readonly ref: WorkloadRef;
}

/** Where objects of a group are, in a namespace or of the whole cluster: `''` is the core's group. */
export const pathOf = (group: string, resource: string, namespace?: string): string =>
  `${group === '' ? '/api/v1' : `/apis/${group}`}${namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`}/${resource}`;

/** A list in the workload's namespace; `undefined` where it cannot be had, which is noted under the resource's name. */
export async function listOf<T>(
  { api, inquiry, ref }: Cluster,
  group: string,
  resource: string,
  {
    query = {},
    name = resource,
    words,
  }: { readonly query?: Query; readonly name?: string; readonly words?: Words } = {},
): Promise<readonly T[] | undefined> {
  const path = pathOf(group, resource, ref.namespace);
  const answer = await inquiry.ask<{ readonly items?: readonly T[] }>(name, () => api.get(path, query), words);
  return answer && (answer.items ?? []);
}
