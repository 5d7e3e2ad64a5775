import { type Code, codeInWords } from '../../core/check/codes.ts';
import type { Evidence } from '../../core/evidence/evidence.ts';
import type { Context } from '../../core/incident/event.ts';
import type { Attention, Incident, Line, Row } from '../../core/incident/incident.ts';
import { isOver } from '../../core/incident/over.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { WebPorts } from '../ports.ts';
import { type Headline, incidentHeadline } from './headline.ts';
import { type PageView, pageViews } from './pages.ts';
import { type RemedyView, remedyViews } from './remedy.ts';
import { type ReportView, reportViews } from './reports.ts';
import { summaryOf, timelineOf } from './timeline.ts';

/** An incident in a list. */
export interface IncidentSummary {
  readonly id: string;
  readonly group: string;
  readonly generation: number;
  /** Counts the writes: the same version is the same incident. */
  readonly version: number;
  readonly phase: Incident['phase'];
  readonly severity: Incident['severity'];
  /** The strictest severity it had. */
  readonly peak: Incident['peak'];
  readonly attention: Attention;
  readonly roots: readonly string[];
  readonly failing: readonly string[];
  readonly suspectedAt: Instant;
  readonly openedAt: Instant | null;
  readonly recoveredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly sentence: string;
  /** What it was about at its worst, for a list of past ones. */
  readonly summary: string;
}

/** An incident with everything that is known of it. */
export interface IncidentView extends IncidentSummary {
  readonly headline: Headline;
  readonly reasons: readonly string[];
  /** How the first broken layers fail: each code has its page at `/runbook/{code}`, `runbook` is the operator's own. */
  readonly failures: readonly FailureView[];
  /** What people and other tools reported and nobody has ended yet (I7). */
  readonly reports: readonly ReportView[];
  readonly pages: readonly PageView[];
  readonly timeline: readonly Line[];
  readonly next: { readonly at: Instant; readonly text: string } | null;
  /** What was seen of what runs the failing monitors. */
  readonly evidence: readonly EvidenceView[];
  readonly remedies: readonly RemedyView[];
}

export type EvidenceView = Omit<Evidence, 'incident'>;

/** What is kept beside an incident: its rows, and what was seen. */
export interface Kept {
  readonly rows: readonly Row[];
  readonly evidence: readonly Evidence[];
}

export interface FailureView {
  readonly monitor: string;
  readonly code: Code;
  readonly codeInWords: string;
  readonly runbook?: string;
}

type Explained = Pick<WebPorts, 'explain'>;

export function incidentSummary(
  incident: Incident,
  rows: readonly Row[],
  context: Context,
  { explain }: Explained,
): IncidentSummary {
  const { id, group, generation, version, phase, severity, peak, attention, roots, failing } = incident;
  const { suspectedAt, openedAt, recoveredAt, endedAt } = incident;
  return {
    ...{ id, group, generation, version, phase, severity, peak, attention, roots },
    failing: Object.keys(failing),
    ...{ suspectedAt, openedAt, recoveredAt, endedAt },
    sentence: explain.sentence(incident, context),
    summary: summaryOf(incident, rows),
  };
}

export function incidentView(
  incident: Incident,
  { rows, evidence }: Kept,
  context: Context,
  ports: Explained,
): IncidentView {
  return {
    ...incidentSummary(incident, rows, context, ports),
    headline: isOver(incident)
      ? afterwards(incident, rows, context, ports)
      : incidentHeadline(incident, context, ports.explain),
    reasons: isOver(incident) ? [] : incident.reasons,
    failures: isOver(incident) ? [] : failuresOf(incident, context),
    reports: reportViews(incident),
    pages: pageViews(incident, context.plan, context.now),
    timeline: timelineOf(rows),
    // What is over has nothing ahead of it, whatever its last acknowledgement said.
    next: incident.phase === 'open' ? ports.explain.upcoming(incident, context) : null,
    evidence: evidence.map(({ incident: _, ...seen }) => seen),
    remedies: remedyViews(incident, context.plan, context.now),
  };
}

const failuresOf = ({ roots, failing }: Incident, { plan }: Context): readonly FailureView[] =>
  roots.flatMap((monitor) => {
    const [failure, runbook] = [failing[monitor], plan.monitors[monitor]?.runbook];
    if (!failure || failure.reported) return [];
    const { code } = failure;
    return [{ monitor, code, codeInWords: codeInWords(code), ...(runbook !== undefined && { runbook }) }];
  });

/** What is over is told with what it was, at its worst: `shop: recovered after 12 min. It was: application completely down.` */
function afterwards(incident: Incident, rows: readonly Row[], context: Context, { explain }: Explained): Headline {
  const headline = incidentHeadline(incident, context, explain);
  const what = ` It was: ${summaryOf(incident, rows)}.`;
  return {
    ...headline,
    severity: incident.peak,
    text: headline.text + what,
    pieces: [...headline.pieces, what],
  };
}
