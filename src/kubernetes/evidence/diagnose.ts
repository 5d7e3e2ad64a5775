import { PATIENCE, type Patience } from '../../diagnosis/inquiry.ts';
import type { KubeApi } from '../api.ts';
import { type WorkloadRef, workloadPath } from '../kinds.ts';
import type { Workload } from '../object.ts';
import { revisionsOf } from '../revisions.ts';
import { rolloutStatus } from '../status.ts';
import { causesOf } from './causes.ts';
import { changeFindings } from './changes/changes.ts';
import type { Diagnosis } from './diagnosis.ts';
import { fitted } from './fit.ts';
import { inquire } from './gather.ts';
import { historyOf, lastChange } from './history.ts';
import { type Resolve, systemResolve } from './network/dns.ts';
import { observe } from './observe.ts';
import { podFindings, restartFindings, rolloutFindings, warningFindings } from './pod-findings.ts';
import { summaryOf } from './summary.ts';
import { fewOf } from './trouble.ts';
import { warningsOf } from './warnings.ts';

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

/** Troubles that are kept: of many pods most suffer alike. */
const TROUBLES = 8;

/**
 * What an expert would look at first: the workload, its revisions, its pods with their warnings and logs, the way to them,
 * and what is around them. Only reads; in `patience.all` at most, whatever hangs.
 */
export async function diagnose(
  api: KubeApi,
  ref: WorkloadRef,
  { zone, changedAt, patience = PATIENCE, container, goodUntil, resolve }: DiagnoseOptions,
): Promise<Diagnosis> {
  const inquiry = inquire(patience);
  const workload = await inquiry.ask<Workload>('workload', () => api.get(workloadPath(ref)));
  if (!workload) return { summary: undefined, troubles: [], revisions: [], warnings: [], missing: inquiry.missing };
  const wanted = { container, goodUntil, resolve: resolve ?? systemResolve(patience.each) };
  const seen = await observe({ api, inquiry, ref }, workload, wanted);
  const { pods, troubles, network, scaling, usage, changed } = seen;
  const revisions = revisionsOf(ref.kind, workload, seen.revisions ?? []);
  const rollout = rolloutStatus(ref, workload);
  const warnings = warningsOf(seen.events ?? [], ref.name);
  const own = [...podFindings(troubles), ...rolloutFindings(rollout, workload)];
  const isQuiet = rollout.is === 'done' && troubles.length === 0;
  const findings = [
    ...[seen.logs, network, seen.nodes, scaling, usage, seen.controller].flatMap((each) => each.findings),
    ...own,
    ...warningFindings(warnings, own, isQuiet),
    ...changeFindings(changed ?? [], zone),
    ...(goodUntil === undefined ? [] : restartFindings(pods ?? [], goodUntil, zone)),
  ];
  const causes = causesOf(ref, findings, container);
  const change = { images: lastChange(workload, revisions), ...(changedAt !== undefined && { at: changedAt }) };
  return fitted({
    summary: summaryOf(ref, { workload, ...(pods && { troubles }), change, causes }, zone),
    rollout,
    troubles: fewOf(troubles, TROUBLES),
    revisions: historyOf(revisions),
    warnings,
    logs: seen.logs.logs,
    services: network.services,
    ingresses: network.ingresses,
    ...(seen.controller.controller && { controller: seen.controller.controller }),
    ...(scaling.scaling && { scaling: scaling.scaling }),
    ...(usage.usage && { usage: usage.usage }),
    nodes: seen.nodes.nodes,
    ...(changed && { changed }),
    causes,
    missing: { ...inquiry.missing },
  });
}
