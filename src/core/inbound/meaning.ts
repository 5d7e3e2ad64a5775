import { SEVERITIES, type Severity } from '../severity/severity.ts';
import type { About } from './reading.ts';

type Labels = Readonly<Record<string, string>>;

/** Where tools write how bad it is; the alert's own name comes last. */
const SAY = ['severity', 'priority', 'alertname'] as const;

/** How bad an alert is: by what its labels say, as the config reads them; else as the config says (I7). */
export function severityIn(labels: Labels, { section }: About): Severity {
  for (const name of SAY) {
    const said = labels[name]?.trim();
    if (said === undefined) continue;
    const own = SEVERITIES.find((severity) => severity === said.toUpperCase());
    const meant = Object.hasOwn(section.severities, said.toLowerCase()) ? section.severities[said.toLowerCase()] : own;
    if (meant) return meant;
  }
  return section.severity;
}

/** The monitor of ours that an alert names; `undefined` where it names none. */
export const monitorIn = (labels: Labels, { section, plan }: About): string | undefined =>
  [labels[section.monitorLabel], labels.monitor].find(
    (name) => name !== undefined && Object.hasOwn(plan.monitors, name),
  );
