import { plainLine } from '../../core/message/plain.ts';
import type { KubeApi } from '../api.ts';
import { revisionsPath, type WorkloadRef, workloadPath } from '../kinds.ts';
import { formatSelector, type Workload } from '../object.ts';
import { type Revision, revisionsOf } from '../revisions.ts';
import { type Rollout, rolloutStatus } from '../status.ts';
import { isSameTemplate } from '../template.ts';
import { gather, PATIENCE } from './gather.ts';
import { imagesInWords } from './image.ts';
import type { Pod } from './pod.ts';
import { summaryOf } from './summary.ts';
import { type Trouble, troublesOf } from './trouble.ts';

/** What was seen of a workload; what could not be had is absent, and said. */
export interface Diagnosis {
  /** A sentence for the page; `undefined` where nothing was seen. */
  readonly summary: string | undefined;
  readonly rollout?: Rollout;
  readonly troubles: readonly Trouble[];
  readonly revisions: readonly {
    readonly number: number;
    readonly images: readonly string[];
    readonly cause?: string;
  }[];
  readonly warnings: readonly string[];
  /** By what was asked: why there is no answer. */
  readonly missing: Readonly<Record<string, string>>;
}

export interface DiagnoseOptions {
  readonly zone: string;
  /** When what runs became current, as the recorder saw it (G2). */
  readonly changedAt?: number;
  readonly patience?: { readonly each: number; readonly all: number };
}

const CAUSE = 'kubernetes.io/change-cause';
/** Newest first; more is no evidence for people. */
const [REVISIONS, WARNINGS] = [5, 10];

/**
 * What an expert would look at first: the workload, its revisions, its pods and their warnings. Pods need the workload's
 * selector, so they are asked for in a second breath of the same time.
 */
export async function diagnose(
  api: KubeApi,
  ref: WorkloadRef,
  { zone, changedAt, patience = PATIENCE }: DiagnoseOptions,
): Promise<Diagnosis> {
  const began = performance.now();
  const core = `/api/v1/namespaces/${encodeURIComponent(ref.namespace)}`;
  const first = await gather({ workload: () => api.get(workloadPath(ref)) }, patience);
  const workload = first.got.workload as Workload | undefined;
  const left = { each: patience.each, all: Math.max(0, patience.all - (performance.now() - began)) };
  const selector = workload && { labelSelector: formatSelector(workload.spec.selector) };
  const second = selector
    ? await gather(
        {
          revisions: () => api.get(revisionsPath(ref), selector),
          pods: () => api.get(`${core}/pods`, selector),
          events: () => api.get(`${core}/events`, { fieldSelector: 'type=Warning' }),
        },
        left,
      )
    : { got: {}, missing: {} };
  const pods = itemsOf<Pod>(second.got.pods);
  const revisions = workload ? revisionsOf(ref.kind, workload, itemsOf(second.got.revisions) ?? []) : [];
  const troubles = troublesOf(pods ?? []);
  const images = workload ? lastChange(workload, revisions) : [];
  return {
    summary: summaryOf(
      ref,
      {
        ...(workload && { workload }),
        ...(pods && { troubles }),
        change: { images, ...(changedAt !== undefined && { at: changedAt }) },
      },
      zone,
    ),
    ...(workload && { rollout: rolloutStatus(ref, workload) }),
    troubles,
    revisions: inWords(revisions),
    warnings: warningsOf(itemsOf<KubeEvent>(second.got.events) ?? [], ref.name),
    missing: { ...first.missing, ...second.missing },
  };
}

const itemsOf = <T>(list: unknown): readonly T[] | undefined =>
  (list as { readonly items?: readonly T[] } | undefined)?.items;

/** What changed with what runs now; nothing where that is not among the revisions, or the first. */
function lastChange(workload: Workload, revisions: readonly Revision[]): readonly string[] {
  const current = revisions.findLastIndex(({ template }) => isSameTemplate(template, workload.spec.template));
  const [before, now] = [revisions[current - 1], revisions[current]];
  return before && now ? imagesInWords(before.template, now.template) : [];
}

const inWords = (revisions: readonly Revision[]): Diagnosis['revisions'] =>
  revisions
    .map(({ number, template, holder }, n) => {
      const [before, cause] = [revisions[n - 1], holder.metadata.annotations?.[CAUSE]];
      return {
        number,
        images: before ? imagesInWords(before.template, template) : [],
        ...(cause !== undefined && { cause }),
      };
    })
    .toReversed()
    .slice(0, REVISIONS);

interface KubeEvent {
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly involvedObject?: { readonly name?: string };
}

/** Warnings about the workload and what it made, the newest first, each once. Names of what it made begin with its own. */
function warningsOf(events: readonly KubeEvent[], name: string): readonly string[] {
  const mine = events.filter(({ involvedObject: of }) => of?.name === name || of?.name?.startsWith(`${name}-`));
  const at = ({ lastTimestamp, eventTime }: KubeEvent) => lastTimestamp ?? eventTime ?? '';
  const lines = mine
    .toSorted((a, b) => (at(a) < at(b) ? 1 : -1))
    .map(({ reason = '', message = '', count = 1 }) => {
      const text = plainLine(`${reason}: ${message}`, 300);
      return count > 1 ? `${text} (${count} times)` : text;
    });
  return [...new Set(lines)].slice(0, WARNINGS);
}
