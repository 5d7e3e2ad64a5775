import type { Incident } from '../../core/incident/incident.ts';
import type { Severity } from '../../core/severity/severity.ts';
import type { Instant } from '../../core/time/instant.ts';

/** What a person or another tool says, as the console shows it. */
export interface ReportView {
  readonly title: string;
  readonly severity: Severity;
  /** `ada`, `Alertmanager`; `several` where one line stands for many. */
  readonly by: string;
  /** How it came: `console`, `API`, `alertmanager`. */
  readonly source: string;
  readonly since: Instant;
  /** The name of the alert; absent of what a person said. */
  readonly alert?: string;
  /** The monitor it is about. */
  readonly monitor?: string;
  readonly detail?: string;
  readonly url?: string;
  readonly runbook?: string;
}

/** The reports that hold an incident open, the oldest first. */
export const reportViews = ({ failing }: Incident): readonly ReportView[] =>
  Object.values(failing).flatMap(({ text, since, reported }) => {
    if (!reported) return [];
    const { more: _, ...rest } = reported;
    return [{ title: text, since, ...rest }];
  });
