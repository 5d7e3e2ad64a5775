import { PAGES, type Section } from '../../diagnosis/runbook.ts';
import type { WorkloadRef } from '../kinds.ts';
import type { Finding, FindingKind } from './finding.ts';
import { likely, RUNBOOK } from './runbook.ts';

/** A finding with what is likely behind it, and where to look next. */
export interface Cause extends Finding {
  /** Of the runbook: `2.4`. */
  readonly section: Section;
  /** Its page in docs/runbook, where it has one. */
  readonly page?: string;
  /** In the runbook's words. */
  readonly cause: string;
  /** With real names; they change nothing. */
  readonly commands: readonly string[];
}

/** More is no evidence for people. */
const MOST = 8;
const ORDER = Object.keys(RUNBOOK) as readonly FindingKind[];

/** The likely causes, the most telling first; what is no fault by itself stands last. */
export const causesOf = (ref: WorkloadRef, findings: readonly Finding[], container?: string): readonly Cause[] =>
  findings
    .map((finding) => causeOf(ref, finding, container))
    .toSorted((a, b) => Number(a.hint ?? false) - Number(b.hint ?? false) || ORDER.indexOf(a.is) - ORDER.indexOf(b.is))
    .slice(0, MOST);

function causeOf(ref: WorkloadRef, finding: Finding, known: string | undefined): Cause {
  const { section, cause } = likely(finding, ref);
  const { next, hint } = RUNBOOK[finding.is];
  const page = PAGES[section];
  const workload = `${ref.kind}/${ref.name}`;
  const container = finding.container ?? known;
  const commands = next({
    kubectl: `kubectl --namespace ${ref.namespace}`,
    workload,
    pod: finding.pod ?? workload,
    of: container === undefined ? '' : ` --container ${container}`,
    object: finding.object ?? workload,
  });
  return { ...finding, ...(hint && { hint }), section, ...(page !== undefined && { page }), cause, commands };
}

/** What a finding says, and who says it. */
export const inWords = ({ text, container, said }: Finding): string =>
  said && container !== undefined ? `${container} says: ${text}` : text;
