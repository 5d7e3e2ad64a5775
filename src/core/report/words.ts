import type { Failure } from '../incident/failure.ts';
import type { Incident } from '../incident/incident.ts';
import { clockTime } from '../time/zone.ts';

/** More reports than this are counted, not read out. */
const READ_OUT = 3;

/** What a failure is called by people: a monitor's name, or a report's own words in quotes. */
export const called = ({ failing }: Incident, name: string): string =>
  failing[name]?.reported ? `"${failing[name].text}"` : name;

/** The monitor that a failure is about: muting that one mutes the failure. */
export const subjectOf = (name: string, failure: Failure | undefined): string => failure?.reported?.monitor ?? name;

/** Names of the reported failures that are not muted; those our own checks explain are among them. */
export const heardReports = ({ failing, muted }: Pick<Incident, 'failing' | 'muted'>): readonly string[] =>
  Object.keys(failing).filter((name) => failing[name]?.reported && !(name in muted));

/**
 * We may be blind, and nobody else says that anything fails (I3). It is so until a look that we can trust says
 * otherwise: that the control endpoint answers again alone proves no failure.
 */
export function onlyBlind(incident: Incident): boolean {
  const { blind, failing } = incident;
  // A symptom that such a look confirmed proves as much as its cause would, which may be recovering meanwhile.
  const all = Object.values(failing);
  const unproven = all.length > 0 && all.every(({ certainty }) => certainty === 'blind');
  return (blind || unproven) && heardReports(incident).length === 0;
}

/** How many reports some failures stand for. */
export const countReports = ({ failing }: Pick<Incident, 'failing'>, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (failing[name]?.reported?.more?.length ?? 1), 0);

/** `checkout is broken and 3 other reports`; empty where nothing was reported. */
export function titles(incident: Incident, names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) return '';
  const others = countReports(incident, names) - 1;
  if (names.length === 1 || others === 0) return incident.failing[first]?.text ?? '';
  return `${incident.failing[first]?.text} and ${others} other ${others === 1 ? 'report' : 'reports'}`;
}

/** `reported by ada (console) at 14:02`, `reported by Alertmanager (HighErrorRate) at 14:02`. */
export function reportedBy(failure: Failure, zone: string): string {
  const { by = '', alert, source } = failure.reported ?? {};
  const how = alert === failure.text ? '' : ` (${alert ?? source})`;
  return `reported by ${by}${how} at ${clockTime(failure.since, zone)}`;
}

/** Why it is as severe as it is, report by report; many are counted. */
export function reportReasons(incident: Pick<Incident, 'failing' | 'muted'>, zone: string): readonly string[] {
  const names = heardReports(incident);
  const read = names.slice(0, READ_OUT).flatMap((name) => incident.failing[name] ?? []);
  const left = countReports(incident, names.slice(READ_OUT));
  return [
    ...read.map((failure) => (failure.reported?.more ? failure.text : `${failure.text}, ${reportedBy(failure, zone)}`)),
    ...(left > 0 ? [`${left} more ${left === 1 ? 'report' : 'reports'}`] : []),
  ];
}
