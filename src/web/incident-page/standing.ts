import type { Incident } from '../../core/incident/incident.ts';
import type { Mute } from '../../core/incident/mute.ts';
import { isOver } from '../../core/incident/over.ts';
import { contextOf, groupOfId } from '../../core/incident/transact.ts';
import type { Roster } from '../../core/plan.ts';
import type { AnswerLink } from '../../core/ports.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { DoorPorts } from '../ports.ts';
import { type IncidentView, incidentView } from '../view/incident.ts';
import type { RemedyView } from '../view/remedy.ts';
import { contextPorts } from '../view/status.ts';
import { rowsOf } from '../view/timeline.ts';

/** What a link leads to now. Every clock time in it is the reader's. */
export interface Standing {
  readonly link: AnswerLink;
  /** `earlier`: the incident has failed again since, and newer messages have the links that count (A3). */
  readonly is: 'live' | 'earlier' | 'over';
  readonly incident: Incident;
  readonly view: IncidentView;
  readonly now: Instant;
  readonly zone: string;
  /** The zone of words that were written down for everyone. */
  readonly teamZone: string;
  /** Failing monitors of ours that could be muted. */
  readonly audible: readonly string[];
  /** Mutes by people that concern this incident. */
  readonly mutes: readonly Mute[];
  /** Whom it can be handed to. */
  readonly roster: Roster;
  /** The plan that the link asks consent for, as it stands. */
  readonly consent?: Consent;
}

export interface Consent {
  readonly remedy: RemedyView;
  /** `changed`: another plan stands there now. `late`: its time is over (G1). */
  readonly is: 'open' | 'changed' | 'late';
}

/** `null` where nothing is known of the incident any more. */
export async function standingOf(ports: DoorPorts, link: AnswerLink): Promise<Standing | null> {
  const head = await ports.incidents.head(groupOfId(link.incident));
  const incident = head?.id === link.incident ? head : await ports.incidents.archived(link.incident);
  if (!incident) return null;
  const context = await contextOf(contextPorts(ports), incident);
  const { plan, now } = context;
  const zone = (plan.policy.roster.people[link.person] ?? plan.policy.roster.teams[link.person])?.timezone;
  const readers = { ...context, plan: { ...plan, timezone: zone ?? plan.timezone } };
  const [rows, evidence] = await Promise.all([rowsOf(incident, ports.incidents), ports.evidence.of(incident.id)]);
  const view = incidentView(incident, { rows, evidence }, readers, ports);
  const failing = Object.keys(incident.failing).filter((name) => plan.monitors[name]);
  const consent = consentOf(link, view, now);
  return {
    link,
    is: isOver(incident) ? 'over' : incident.generation === link.generation ? 'live' : 'earlier',
    incident,
    view,
    now,
    zone: readers.plan.timezone,
    teamZone: plan.timezone,
    audible: failing.filter((name) => !(name in incident.muted)),
    mutes: context.mutes.filter(({ planned, monitors }) => !planned && monitors.some((name) => failing.includes(name))),
    roster: plan.policy.roster,
    ...(consent && { consent }),
  };
}

function consentOf({ remedy: name, hash, until }: AnswerLink, view: IncidentView, now: Instant): Consent | undefined {
  const remedy = view.remedies.find((each) => each.name === name);
  if (!remedy || until === undefined) return undefined;
  return { remedy, is: remedy.hash !== hash ? 'changed' : now > until ? 'late' : 'open' };
}
