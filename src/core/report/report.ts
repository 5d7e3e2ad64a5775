import { drillGroup, isDrillGroup } from '../drill/group.ts';
import type { Reported } from '../incident/failure.ts';
import type { Incident } from '../incident/incident.ts';
import { plainLine } from '../message/plain.ts';
import type { Plan } from '../plan.ts';
import type { Instant } from '../time/instant.ts';
import { slug } from './slug.ts';

/**
 * What a person or another tool says: something fails, or it is over (I7). Text is one plain line and bounded, whoever
 * sent it; moments are the sender's own.
 */
export interface Report extends Omit<Reported, 'more'> {
  /** The same key is the same report, however often it is sent. */
  readonly key: string;
  /** What fails, in the sender's words: `checkout is broken`. */
  readonly title: string;
  /** Since when, where the sender says so. A later one is a new failure, an earlier one is old news (T3). */
  readonly since?: Instant;
  /** Present: it is over. */
  readonly ended?: Instant;
}

/** A title as it is kept: one plain line, without the full stop that a sentence around it has. */
export const reportTitle = (text: string): string => plainLine(text, 120).replace(/[.\s]+$/, '');
/** What is said beyond the title. */
export const reportDetail = (text: string): string => plainLine(text, 240);

/** The group of what people report about no monitor. */
const PEOPLE = 'reported';
/** The groups of alerts about no monitor: one per name of an alert. */
const ALERTS = 'alert-';
/** A group's name becomes part of ids and addresses, like those of monitors. */
const LONGEST = 40;

/** No monitor and no system may be called so: these groups hold what was reported. */
export const isReportGroup = (name: string): boolean =>
  name === PEOPLE || name.startsWith(ALERTS) || isDrillGroup(name);

/** The group whose incident a report belongs to: its monitor's, else people's, else that of its alert (I4). */
export function groupOfReport({ monitor, alert, drill }: Report, plan: Plan): string {
  if (drill !== undefined) return drillGroup(drill);
  const own = monitor !== undefined && Object.hasOwn(plan.monitors, monitor) ? plan.monitors[monitor] : undefined;
  return own?.group ?? (alert === undefined ? PEOPLE : `${ALERTS}${slug(alert, LONGEST - ALERTS.length)}`);
}

/** What a report is called among an incident's failures; a monitor's name has no colon. */
export const reportName = (key: string): string => `report:${slug(key, 60)}`;

/** What stands for the reports about a monitor, or about none, that there is no room for. */
export const bundleName = (monitor: string | undefined): string => `report:more:${monitor ?? ''}`;

/** The failure that holds a report: its own, or the bundle that stands for it; `undefined` where none does. */
export const heldAs = ({ failing }: Incident, name: string): string | undefined =>
  name in failing ? name : Object.keys(failing).find((each) => failing[each]?.reported?.more?.includes(name));
