import type { WorkloadRef } from '../kinds.ts';
import { causesOf } from './causes.ts';
import type { Diagnosis } from './diagnosis.ts';
import { podFindings } from './pod-findings.ts';

/** More is not typed at night; of what causes suggest fewer, so that the rollout's have their place. */
const [MOST, OF_FAULTS] = [10, 7];

/** What to type next, with real names filled in; the most telling first, each once. */
export function nextCommands(
  ref: WorkloadRef,
  diagnosis: Pick<Diagnosis, 'troubles' | 'rollout' | 'revisions' | 'causes'>,
  container?: string,
): readonly string[] {
  const { troubles, rollout, revisions, causes = causesOf(ref, podFindings(troubles), container) } = diagnosis;
  const kubectl = `kubectl --namespace ${ref.namespace}`;
  const workload = `${ref.kind}/${ref.name}`;
  const of = container === undefined ? '' : ` --container ${container}`;
  const isQuiet = troubles.length === 0;
  const [hints, faults] = [true, false].map((isHint) =>
    causes.filter(({ hint = false }) => hint === isHint).flatMap(({ commands }) => commands),
  ) as [string[], string[]];
  const commands = [
    ...[...new Set(faults)].slice(0, OF_FAULTS),
    ...(isQuiet ? [`${kubectl} logs ${workload}${of} --tail 100`] : []),
    ...(rollout && rollout.is !== 'done' ? [`${kubectl} rollout status ${workload}`] : []),
    ...(revisions.length > 1 ? [`${kubectl} rollout history ${workload}`] : []),
    ...(isQuiet && container !== undefined ? [`${kubectl} exec -it ${workload}${of} -- sh`] : []),
    ...hints,
  ];
  return [...new Set(commands)].slice(0, MOST);
}
