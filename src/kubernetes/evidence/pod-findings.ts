import { plainLine } from '../../core/message/plain.ts';
import { clockTime } from '../../core/time/zone.ts';
import type { Workload } from '../object.ts';
import type { Rollout } from '../status.ts';
import type { Finding, FindingKind } from './finding.ts';
import type { Pod } from './pod.ts';
import type { Trouble } from './trouble.ts';

/** What a reason of Kubernetes means; a crash where it is not here. */
const REASONS: Readonly<Record<string, FindingKind>> = {
  ImagePullBackOff: 'image',
  ErrImagePull: 'image',
  ErrImageNeverPull: 'image',
  InvalidImageName: 'image',
  ImageInspectError: 'image',
  RegistryUnavailable: 'image',
  CreateContainerConfigError: 'config missing',
  OOMKilled: 'out of memory',
  Unschedulable: 'unschedulable',
  Evicted: 'evicted',
  NodeLost: 'node not ready',
  'not ready': 'not ready',
};

/** Details that say more than the reason. */
const DETAILS: readonly (readonly [RegExp, FindingKind])[] = [
  [/^OOMKilled/, 'out of memory'],
  [/free ports/, 'port conflict'],
  [/executable file not found|no such file or directory|exec format error/, 'module missing'],
];

/** What warnings say that pods do not: of pods that could not even be made, or are still waiting for a volume. */
const WARNINGS: readonly (readonly [RegExp, FindingKind])[] = [
  [/free ports/, 'port conflict'],
  [/^FailedMount: .*(?:configmap|secret)s? "[^"]+" not found/, 'config missing'],
  [/^FailedCreate: .*(?:exceeded quota|is forbidden)/, 'quota'],
  [/^Unhealthy: /, 'not ready'],
];

/** One finding for all pods that suffer alike. */
export function podFindings(troubles: readonly Trouble[]): readonly Finding[] {
  const kinds = new Map<FindingKind, Trouble[]>();
  for (const trouble of troubles) {
    const kind = kindOf(trouble);
    kinds.set(kind, [...(kinds.get(kind) ?? []), trouble]);
  }
  return [...kinds].map(([is, alike]) => {
    const [{ pod, container, reason, detail }] = alike as [Trouble];
    const who = alike.length === 1 ? pod : `${alike.length} pods`;
    return {
      is,
      text: `${who}: ${reason}${detail ? `, ${detail}` : ''}`,
      pod,
      ...(container !== undefined && { container }),
    };
  });
}

function kindOf({ reason, detail = '' }: Trouble): FindingKind {
  return DETAILS.find(([pattern]) => pattern.test(detail))?.[1] ?? REASONS[reason] ?? 'crash';
}

/** Of warnings the newest of each kind that no pod has said already; old ones stay for an hour, so they are hints where all is well. */
export function warningFindings(
  warnings: readonly string[],
  known: readonly Finding[],
  isWell: boolean,
): readonly Finding[] {
  const found = warnings.flatMap((text): readonly Finding[] => {
    const is = WARNINGS.find(([pattern]) => pattern.test(text))?.[1];
    return is === undefined || known.some((each) => each.is === is)
      ? []
      : [{ is, text, ...(isWell && { hint: true }) }];
  });
  return [...new Map(found.toReversed().map((each) => [each.is, each])).values()];
}

/** What runs again, and ended since all was well: that says something about what happened meanwhile. */
export function restartFindings(pods: readonly Pod[], goodUntil: number, zone: string): readonly Finding[] {
  const ended = pods.flatMap(({ metadata: { name: pod }, status }) =>
    (status?.containerStatuses ?? []).flatMap(({ name: container, ready, lastState }) => {
      const { finishedAt = '', reason = 'ended', exitCode } = lastState?.terminated ?? {};
      const at = Date.parse(finishedAt);
      return ready && at > goodUntil ? [{ pod, container, reason, exitCode, at }] : [];
    }),
  );
  const last = ended.toSorted((a, b) => b.at - a.at)[0];
  if (!last) return [];
  const { pod, container, reason, exitCode, at } = last;
  const others = ended.length > 1 ? `, and ${ended.length - 1} more` : '';
  const how = `${reason}${exitCode === undefined ? '' : `, exit code ${exitCode}`}`;
  const is = reason === 'OOMKilled' ? 'out of memory' : 'crash';
  return [
    {
      is,
      text: `${pod} (${container}) restarted at ${clockTime(at, zone)} (${how})${others}`,
      pod,
      container,
      hint: true,
    },
  ];
}

/** A rollout that gave up, or pods that may not be made. */
export function rolloutFindings(rollout: Rollout, { status = {} }: Workload): readonly Finding[] {
  const refused = status.conditions?.find(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True');
  const late = status.conditions?.find(({ reason }) => reason === 'ProgressDeadlineExceeded');
  return [
    ...(refused ? [{ is: 'quota', text: plainLine(refused.message ?? 'pods cannot be made', 240) } as const] : []),
    ...(late && rollout.is === 'failed' ? [{ is: 'rollout failed', text: rollout.text } as const] : []),
  ];
}
