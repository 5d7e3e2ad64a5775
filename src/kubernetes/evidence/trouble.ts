import { plainLine } from '../../core/message/plain.ts';
import { withoutSecrets } from '../../diagnosis/logs/redact.ts';
import type { ContainerStatus, Pod } from './pod.ts';

/** Characters of a cause. */
const DETAIL = 300;

/** What is said of an image that cannot be had may hold the address that it was signed for. */
const detailOf = (message: string): string => plainLine(withoutSecrets(message), DETAIL);

/** What keeps a pod from being ready. */
export interface Trouble {
  readonly pod: string;
  /** Absent where the whole pod is meant. */
  readonly container?: string;
  /** As Kubernetes calls it: `CrashLoopBackOff`, `OOMKilled`, `Unschedulable`. */
  readonly reason: string;
  /** What it says of the cause, where it says anything: a missing ConfigMap by name, the exit code. */
  readonly detail?: string;
  /** Milliseconds UTC, where that is known. */
  readonly since?: number;
  readonly restarts?: number;
}

/** Why pods are not ready, the most telling reason of each; none of pods that are well, or that ended as they should. Pure. */
export const troublesOf = (pods: readonly Pod[]): readonly Trouble[] => pods.flatMap((pod) => troubleOf(pod) ?? []);

/** The first of each reason, then more of them: what is kept of many. */
export function fewOf(troubles: readonly Trouble[], most: number): readonly Trouble[] {
  const reasons = new Map(troubles.toReversed().map((each) => [`${each.reason} ${each.detail}`, each]));
  const first = new Set([...reasons.values()].toReversed());
  return [...first, ...troubles.filter((each) => !first.has(each))].slice(0, most);
}

/** Looks at a pod for one reason; in the order in which they tell most. */
type Look = (pod: Pod) => Omit<Trouble, 'pod'> | undefined;

/** The node had no room for it, or was taken away. */
const evicted: Look = ({ status }) =>
  status?.phase === 'Failed' && status.reason !== undefined
    ? { reason: status.reason, ...(status.message !== undefined && { detail: detailOf(status.message) }) }
    : undefined;

const unschedulable: Look = ({ status }) => {
  const found = status?.conditions?.find(
    ({ type, status: is, reason }) => type === 'PodScheduled' && is === 'False' && reason === 'Unschedulable',
  );
  return (
    found && {
      reason: 'Unschedulable',
      ...(found.message !== undefined && { detail: detailOf(found.message) }),
      ...since(found.lastTransitionTime),
    }
  );
};

/** A container that does not run: an init container first, for the others wait for it. */
const stuck: Look = (pod) => {
  for (const container of containersOf(pod)) {
    const { name, state = {}, lastState, restartCount: restarts } = container;
    const { waiting, terminated } = state;
    const last = terminated ?? lastState?.terminated;
    const about = { container: name, ...(restarts !== undefined && { restarts }), ...since(last?.finishedAt) };
    if (waiting?.reason !== undefined && !STARTING.has(waiting.reason)) {
      const detail = waiting.reason === 'CrashLoopBackOff' ? endOf(last) : waiting.message && detailOf(waiting.message);
      return { ...about, reason: waiting.reason, ...(detail && { detail }) };
    }
    if (terminated && terminated.exitCode !== 0)
      return { ...about, reason: terminated.reason ?? 'Error', detail: endOf(terminated) ?? '' };
    // It runs again, and was killed for its memory a moment ago.
    if (lastState?.terminated?.reason === 'OOMKilled' && !container.ready)
      return { ...about, reason: 'OOMKilled', detail: endOf(lastState.terminated) ?? '' };
  }
  return undefined;
};

/** It runs and does not answer its readiness probe. */
const unready: Look = (pod) => {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  if (pod.status?.phase !== 'Running' || ready?.status !== 'False') return undefined;
  const waiting = (pod.status.containerStatuses ?? []).filter((each) => each.state?.running && !each.ready);
  const [first] = waiting;
  return first && { container: first.name, reason: 'not ready', ...since(ready.lastTransitionTime) };
};

const LOOKS: readonly Look[] = [evicted, unschedulable, stuck, unready];

function troubleOf(pod: Pod): Trouble | undefined {
  for (const look of LOOKS) {
    const found = look(pod);
    if (found) return { pod: pod.metadata.name, ...found };
  }
  return undefined;
}

/** Reasons of a container that is on its way. */
const STARTING: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

const containersOf = ({ status }: Pod): readonly ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
];

/** How a container ended: `OOMKilled`, `exit code 1`. */
const endOf = (ended: { readonly reason?: string; readonly exitCode?: number } | undefined): string | undefined => {
  if (!ended) return undefined;
  const { reason, exitCode } = ended;
  if (reason !== undefined && reason !== 'Error' && reason !== 'Completed') return reason;
  return exitCode === undefined ? undefined : `exit code ${exitCode}`;
};

function since(moment: string | undefined): { readonly since?: number } {
  const at = moment === undefined ? Number.NaN : Date.parse(moment);
  return Number.isNaN(at) ? {} : { since: at };
}
