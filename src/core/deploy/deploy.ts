import type { Incident } from '../incident/incident.ts';
import type { Plan } from '../plan.ts';
import { DAY, type Instant, inWords, MINUTE } from '../time/instant.ts';
import { clockTime } from '../time/zone.ts';

/** A change that went live, as somebody or a pipeline said. */
export interface Deploy {
  readonly id: string;
  readonly at: Instant;
  /** What went live, in its own words: `1.8.3`, a commit. */
  readonly version: string;
  /** The monitors that it may have changed; none: all of them. */
  readonly monitors: readonly string[];
  readonly by: string;
  /** Where it can be read about. */
  readonly url?: string;
}

/** An older deploy explains nothing that begins to fail now. */
export const RECENT = DAY;
/** The clocks of a pipeline and of a prober differ, and a check takes its time. */
const SLACK = MINUTE;

/** The last deploy that may have to do with an incident: before it began, on something of its group. `all`: newest first. */
export function lastDeploy(
  all: readonly Deploy[],
  incident: Incident,
  plan: Pick<Plan, 'monitors'>,
): Deploy | undefined {
  const began = incident.openedAt ?? incident.suspectedAt;
  const isOurs = ({ monitors }: Deploy) =>
    monitors.length === 0 || monitors.some((name) => plan.monitors[name]?.group === incident.group);
  return all.find((deploy) => isOurs(deploy) && deploy.at <= began + SLACK && began - deploy.at < RECENT);
}

/** `Last deploy: 1.8.3 at 13:58, 4 min before.` In the reader's zone. */
export function deployWords({ version, at }: Deploy, incident: Incident, zone: string): string {
  const before = (incident.openedAt ?? incident.suspectedAt) - at;
  return `Last deploy: ${version} at ${clockTime(at, zone)}${before >= MINUTE ? `, ${inWords(before)} before` : ''}.`;
}
