import { plainLine } from '../../core/message/plain.ts';
import { clockTime } from '../../core/time/zone.ts';
import type { WorkloadRef } from '../kinds.ts';
import type { Workload } from '../object.ts';
import { type Cause, inWords } from './causes.ts';
import type { FindingKind } from './finding.ts';
import type { Trouble } from './trouble.ts';

/** What a page says of a workload, as far as it could be seen. */
export interface Seen {
  readonly workload?: Workload;
  readonly troubles?: readonly Trouble[];
  /** The last change of what runs: images, and when it became current. */
  /** What is likely behind it, the most telling first. */
  readonly causes?: readonly Cause[];
  readonly change?: { readonly images: readonly string[]; readonly at?: number };
}

/**
 * A sentence or two: `backend-deployment: 0 of 3 ready, CrashLoopBackOff (exit code 1) since 14:01, image 1.8.2 → 1.8.3 at 13:58`,
 * then what is likely behind it: `backend says: KeyError: 'SECRET_KEY' (app/config.py:12)`.
 * `undefined` where nothing was seen. Times in `zone`.
 */
export function summaryOf(
  { name }: Pick<WorkloadRef, 'name'>,
  { workload, troubles, change, causes = [] }: Seen,
  zone: string,
): string | undefined {
  const parts = [
    ...(workload ? [readyOf(workload)] : []),
    ...(troubles && troubles.length > 0 ? [troubleIn(troubles, zone)] : []),
    ...(change && change.images.length > 0
      ? [`image ${change.images.join(', ')}${change.at === undefined ? '' : ` at ${clockTime(change.at, zone)}`}`]
      : []),
  ];
  if (parts.length === 0) return undefined;
  const behind = causes.find(({ is }) => SAID.has(is));
  return `${name}: ${parts.join(', ')}${behind ? `. ${plainLine(inWords(behind), BEHIND)}` : ''}`;
}

/** Characters of the second sentence. */
const BEHIND = 160;

/** What the first sentence does not tell already, and is worth a second one. */
const SAID: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'database credentials',
  'database missing',
  'database full',
  'database unreachable',
  'variable missing',
  'config refused',
  'module missing',
  'peer unreachable',
  'port in use',
  'disk full',
  'node not ready',
  'node pressure',
  'quota',
  'no such service',
  'no such port',
  'ingress without address',
  'name does not resolve',
  'python error',
  'node error',
  'no endpoints',
  'changed',
  'at most replicas',
  'near its limit',
]);

function readyOf({ spec, status = {} }: Workload): string {
  const wanted = status.desiredNumberScheduled ?? spec.replicas ?? 1;
  return `${status.readyReplicas ?? status.numberAvailable ?? 0} of ${wanted} ready`;
}

/** The reason that most pods have, the one that began first among equals; others only counted. */
function troubleIn(troubles: readonly Trouble[], zone: string): string {
  const by = new Map<string, Trouble[]>();
  for (const trouble of troubles) by.set(trouble.reason, [...(by.get(trouble.reason) ?? []), trouble]);
  const [[reason, alike], ...others] = [...by].toSorted(
    ([, a], [, b]) => b.length - a.length || beginOf(a) - beginOf(b),
  ) as [[string, Trouble[]], ...[string, Trouble[]][]];
  const detail = alike.find((each) => each.detail)?.detail;
  const begin = beginOf(alike);
  const when = Number.isFinite(begin) ? ` since ${clockTime(begin, zone)}` : '';
  const more = others.map(([other, all]) => `${all.length} ${other}`);
  return `${reason}${detail ? ` (${detail})` : ''}${when}${more.length > 0 ? `; ${more.join(', ')}` : ''}`;
}

const beginOf = (troubles: readonly Trouble[]): number =>
  Math.min(...troubles.map(({ since }) => since ?? Number.POSITIVE_INFINITY));
