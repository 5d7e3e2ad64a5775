import type { Incident, Line, Row } from '../../core/incident/incident.ts';
import type { IncidentStore } from '../../core/ports.ts';

/** The rows of an incident with the newest one, which may not be filed yet. */
export async function rowsOf(incident: Incident, incidents: IncidentStore): Promise<readonly Row[]> {
  const rows = await incidents.rows(incident.id);
  const { unfiled } = incident;
  return unfiled && !rows.some((row) => row.version === unfiled.version) ? [...rows, unfiled] : rows;
}

/** What happened, oldest first. */
export const timelineOf = (rows: readonly Row[]): readonly Line[] => rows.flatMap((row) => row.lines);

/** What an incident was about at its worst, from its own lines: `application completely down`. */
export function summaryOf(incident: Incident, rows: readonly Row[]): string {
  const worst = incident.peak ?? incident.severity;
  const lines = timelineOf(rows);
  const said = lines.find((line) => line.about === 'severity' && worst !== null && line.text.includes(`${worst}:`));
  const reason = said?.text.slice(said.text.indexOf(`${worst}:`) + 3) ?? incident.reasons[0];
  const first = reason ?? lines.find((line) => line.about === 'check')?.text ?? '';
  return first.split('; ')[0]!.trim();
}
