import type { WorkloadRef } from '../kinds.ts';
import type { Diagnosis } from './diagnose.ts';

/** What to type next, with real names filled in; the most telling first. */
export function nextCommands(
  { namespace, kind, name }: WorkloadRef,
  { troubles, rollout, revisions }: Pick<Diagnosis, 'troubles' | 'rollout' | 'revisions'>,
  container?: string,
): readonly string[] {
  const kubectl = `kubectl --namespace ${namespace}`;
  const [first] = troubles;
  const which = first?.container ?? container;
  const of = which === undefined ? '' : ` --container ${which}`;
  return [
    ...(first ? (LOOKS[first.reason]?.(kubectl, first.pod, of) ?? [`${kubectl} describe pod ${first.pod}`]) : []),
    ...(first ? [] : [`${kubectl} logs ${kind}/${name}${of} --tail 100`]),
    ...(rollout && rollout.is !== 'done' ? [`${kubectl} rollout status ${kind}/${name}`] : []),
    ...(revisions.length > 1 ? [`${kubectl} rollout history ${kind}/${name}`] : []),
    ...(!first && which !== undefined ? [`${kubectl} exec -it ${kind}/${name}${of} -- sh`] : []),
  ];
}

type Look = (kubectl: string, pod: string, of: string) => readonly string[];

const lastLogs: Look = (kubectl, pod, of) => [
  `${kubectl} logs ${pod}${of} --previous --tail 100`,
  `${kubectl} describe pod ${pod}`,
];
const room: Look = (kubectl, pod) => [`${kubectl} describe pod ${pod}`, 'kubectl top nodes'];

/** By the reason of a trouble: where its cause is written. */
const LOOKS: Readonly<Record<string, Look>> = {
  CrashLoopBackOff: lastLogs,
  Error: lastLogs,
  OOMKilled: (kubectl, pod, of) => [`${kubectl} top pod ${pod} --containers`, ...lastLogs(kubectl, pod, of)],
  Unschedulable: room,
  Evicted: room,
  CreateContainerConfigError: (kubectl, pod) => [`${kubectl} describe pod ${pod}`, `${kubectl} get configmaps,secrets`],
  'not ready': (kubectl, pod, of) => [`${kubectl} logs ${pod}${of} --tail 100`, `${kubectl} describe pod ${pod}`],
};
