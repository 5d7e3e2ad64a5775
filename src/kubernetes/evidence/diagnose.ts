import type { KubeApi } from '../api.ts';
import { revisionsPath, type WorkloadRef, workloadPath } from '../kinds.ts';
import { formatSelector, type Workload } from '../object.ts';
import { revisionsOf } from '../revisions.ts';
import { rolloutStatus } from '../status.ts';
import type { Diagnosis } from './diagnosis.ts';
import { inquire, type Patience } from './gather.ts';
import { historyOf, lastChange } from './history.ts';
import { logsOf } from './logs/logs.ts';
import type { Pod } from './pod.ts';
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
}

interface List<T> {
  readonly items?: readonly T[];
}

/**
 * What an expert would look at first: the workload, its revisions, its pods with their warnings and logs. What needs the
 * answer to something else waits for that alone, in the same time.
 */
export async function diagnose(
  api: KubeApi,
  ref: WorkloadRef,
  { zone, changedAt, patience, container }: DiagnoseOptions,
): Promise<Diagnosis> {
  const inquiry = inquire(patience);
  const { ask, missing } = inquiry;
  const workload = await ask<Workload>('workload', () => api.get(workloadPath(ref)));
  if (!workload) return { summary: undefined, troubles: [], revisions: [], warnings: [], missing };
  const core = `/api/v1/namespaces/${encodeURIComponent(ref.namespace)}`;
  const selector = { labelSelector: formatSelector(workload.spec.selector) };
  const list = async <T>(name: string, path: string, query: Readonly<Record<string, string>> = {}) =>
    (await ask<List<T>>(name, () => api.get(path, query)))?.items;

  const seen = list<Pod>('pods', `${core}/pods`, selector).then(async (pods) => {
    const troubles = troublesOf(pods ?? []);
    const about = { api, inquiry, namespace: ref.namespace };
    return { pods, troubles, ...(await logsOf(about, pods ?? [], troubles, container)) };
  });
  const [{ pods, troubles, logs, findings }, items, events] = await Promise.all([
    seen,
    list('revisions', revisionsPath(ref), selector),
    list<KubeEvent>('events', `${core}/events`, { fieldSelector: 'type=Warning' }),
  ]);
  const revisions = revisionsOf(ref.kind, workload, items ?? []);
  const change = {
    images: lastChange(workload, revisions),
    ...(changedAt !== undefined && { at: changedAt }),
  };
  return {
    summary: summaryOf(ref, { workload, ...(pods && { troubles }), change }, zone),
    rollout: rolloutStatus(ref, workload),
    troubles,
    revisions: historyOf(revisions),
    warnings: warningsOf(events ?? [], ref.name),
    logs,
    findings,
    missing,
  };
}
