import { isDrill, isDrillGroup } from '../drill/group.ts';
import { DRILL } from '../drill/report.ts';
import { drillRequest } from '../drill/words.ts';
import { isPaging } from '../escalation/due-pages.ts';
import { triesAgainAt } from '../escalation/exhausted.ts';
import { schedule } from '../escalation/schedule.ts';
import { acceptedOf } from '../escalation/spent.ts';
import { takenOverBy } from '../escalation/taken-over.ts';
import type { Context } from '../incident/event.ts';
import type { Failure } from '../incident/failure.ts';
import type { Incident } from '../incident/incident.ts';
import { called, heardReports, onlyBlind, reportedBy, reportReasons, titles } from '../report/words.ts';
import { countdown, type Instant, inWords } from '../time/instant.ts';
import { clockTime } from '../time/zone.ts';

/**
 * The sentence an on-call engineer needs, for the console's first line, pages and the terminal: what is broken and how
 * badly, the suspect, since when, who was paged, who is next.
 */
export function sentence(incident: Incident, context: Context): string {
  return [
    `${context.plan.name}: ${headline(incident, context)}.`,
    suspect(incident, context),
    symptoms(incident, context),
    attention(incident, context),
  ]
    .filter(Boolean)
    .join(' ');
}

/** `application completely down (P1)`. */
export function headline(incident: Incident, context: Context): string {
  const { plan } = context;
  if (incident.phase === 'suspected') return `looking again at ${list(Object.keys(incident.trials))}`;
  if (incident.phase === 'dismissed') return 'a blip, not confirmed';
  if (incident.phase === 'closed') return `${ending(incident)}${duration(incident)}`;
  if (incident.recoveredAt !== null) return `${ending(incident)}${duration(incident)}, telling those who were paged`;
  if (incident.severity === null)
    return `${list(Object.keys(incident.failing).map((name) => called(incident, name)))} failing, muted until ${clockTime(Math.min(...Object.values(incident.muted)), plan.timezone)}`;
  if (isDrill(incident)) return `${DRILL}: ${drillRequest(incident, context)} (${incident.severity})`;
  if (onlyBlind(incident)) return `monitor blind (${incident.severity})`;
  const first = incident.reasons[0] ?? '';
  const own = incident.roots.filter((name) => !incident.failing[name]?.reported);
  const isRule = incident.reasons.length > own.length + reportReasons(incident, plan.timezone).length;
  const what = isRule ? first : summary(incident);
  return `${what} (${incident.severity})`;
}

function summary(incident: Incident): string {
  const words = (verdict: Failure['verdict']) =>
    incident.roots.filter((root) => incident.failing[root]?.verdict === verdict && !incident.failing[root].reported);
  const parts = (['down', 'degraded'] as const).flatMap((verdict) =>
    words(verdict).length > 0 ? [`${list(words(verdict))} ${verdict}`] : [],
  );
  const reported = titles(
    incident,
    incident.roots.filter((root) => incident.failing[root]?.reported),
  );
  return [...parts, ...(reported === '' ? [] : [reported])].join(', ');
}

/** The first broken layer, since when, and its failing part: `backend answers 500 instead of 200 since 14:02, likely the database.` In the reader's zone. */
export function suspect(incident: Incident, context: Context, zone: string = context.plan.timezone): string {
  if (incident.phase !== 'open' || incident.recoveredAt !== null) return '';
  const name = firstSuspect(incident, context);
  const failure = name === undefined ? undefined : incident.failing[name];
  if (!failure) return '';
  if (failure.reported) return said(incident, failure, zone);
  const likely = failure.parts.length > 0 ? `, likely the ${list(failure.parts)}` : '';
  const where = failure.of > 1 ? `, from ${failure.from} of ${failure.of} locations` : '';
  const doubt = {
    confirmed: '',
    partial: ' (partial)',
    intermittent: '',
    unconfirmed: ' (could not be confirmed)',
    blind: ' (the control endpoint fails too)',
  }[failure.certainty];
  return `${name} ${failure.text} since ${clockTime(failure.since, zone)}${where}${likely}${doubt}.`;
}

/** `frontend fails with it. Reported besides: checkout is broken.` Empty where nothing else does. */
export function symptoms(incident: Incident, context: Context): string {
  if (incident.phase !== 'open' || incident.recoveredAt !== null) return '';
  const first = firstSuspect(incident, context);
  // Of what was reported it says itself what fails besides.
  if (first === undefined || incident.failing[first]?.reported) return '';
  const after = Object.keys(incident.failing).filter(
    (name) => !incident.roots.includes(name) && !(name in incident.muted) && !incident.failing[name]?.reported,
  );
  const reports = titles(incident, heardReports(incident));
  return [
    ...(after.length > 0 ? [`${list(after)} ${after.length === 1 ? 'fails' : 'fail'} with it.`] : []),
    ...(reports === '' ? [] : [`Reported besides: ${reports}.`]),
  ].join(' ');
}

/** What users feel, where the config says so of what is down: `Users cannot pay.` */
export function feel(incident: Incident, { plan }: Context): string {
  const down = incident.roots.filter((name) => incident.failing[name]?.verdict === 'down');
  const impacts = [...new Set(down.flatMap((name) => plan.monitors[name]?.impact ?? []))];
  const said = list(impacts);
  return said === '' ? '' : `${said[0]!.toUpperCase()}${said.slice(1).replace(/[.!]+$/, '')}.`;
}

/** `Reported by ada (API) at 14:02, about backend: nobody can pay.` */
function said(incident: Incident, failure: Failure, zone: string): string {
  const { more, monitor, detail } = failure.reported ?? {};
  const who = more ? failure.text : reportedBy(failure, zone);
  const own = incident.roots.filter((name) => !incident.failing[name]?.reported);
  const besides = own.length > 0 ? ` ${list(own)} ${own.length === 1 ? 'fails' : 'fail'} besides.` : '';
  return `${who[0]!.toUpperCase()}${who.slice(1)}${monitor === undefined ? '' : `, about ${monitor}`}${detail === undefined ? '' : `: ${detail.replace(/[.!?]$/, '')}`}.${besides}`;
}

/**
 * What is down comes before what is degraded; then a suspect with a failing part, which says most; then whichever broke
 * first. Checks are spread over the interval, so what broke within one interval broke together: then the lower layer,
 * and the order of the file.
 */
export function firstSuspect(incident: Incident, { plan }: Context): string | undefined {
  const failing = incident.roots.flatMap((name) =>
    incident.failing[name] ? [{ name, ...incident.failing[name] }] : [],
  );
  const down = failing.filter(({ verdict }) => verdict === 'down');
  const worst = down.length > 0 ? down : failing;
  const telling = worst.filter(({ parts }) => parts.length > 0);
  const candidates = telling.length > 0 ? telling : worst;
  const first = Math.min(...candidates.map(({ since }) => since));
  const together = Math.max(0, ...candidates.map(({ name }) => plan.monitors[name]?.interval ?? 0));
  return candidates.find(({ since }) => since <= first + together)?.name;
}

/**
 * `Paged on-call-devops (devops-1) on console; lead-developer is next in 3:12.` With the zone of a reader who may read it
 * later, times are those of its clock: `is next at 14:07`.
 */
export function attention(incident: Incident, context: Context, zone?: string): string {
  if (incident.phase !== 'open' || incident.recoveredAt !== null || incident.severity === null) return '';
  const { attention: who } = incident;
  if (who.is === 'acknowledged') {
    const until = who.until === undefined ? '' : `, until ${clockTime(who.until, zone ?? context.plan.timezone)}`;
    return `Acknowledged by ${who.by}${until}.`;
  }
  const paged = pagedNow(incident);
  const coming = upcoming(incident, context);
  const now = paged.length > 0 ? `Paged ${list(paged)}` : 'Nobody has been paged yet';
  const taken = takenOverBy(incident, context);
  const soon = taken
    ? `; ${taken}'s own policy pages whoever is next`
    : coming
      ? `; ${coming.text} ${whenDue(coming.at, context.now, zone)}`
      : '; everyone has been paged, and nobody has answered';
  return `${now}${soon}.`;
}

function whenDue(at: Instant, now: Instant, zone?: string): string {
  if (at <= now) return 'at once';
  return zone === undefined ? `in ${countdown(at - now)}` : `at ${clockTime(at, zone)}`;
}

function pagedNow(incident: Incident): readonly string[] {
  const names = acceptedOf(incident).map(
    ({ person, via, channel }) => `${via === person ? person : `${via} (${person})`} on ${channel}`,
  );
  return [...new Set(names)];
}

/** What happens next unless someone answers, and when; `null` where nothing more is due. */
export function upcoming(incident: Incident, context: Context): { readonly at: Instant; readonly text: string } | null {
  const { attention: who } = incident;
  if (incident.phase !== 'open') return null;
  if (who.is === 'acknowledged' && who.until !== undefined)
    return { at: who.until, text: `the acknowledgement by ${who.by} expires` };
  if (!isPaging(incident) || takenOverBy(incident, context) !== undefined) return null;
  const next = schedule(incident, context).find(
    ({ at, people }) =>
      at > context.now || (people.length > 0 && people.every(({ progress }) => progress.begunAt === undefined)),
  );
  const again = next ? undefined : triesAgainAt(incident, context);
  if (again !== undefined) return { at: again, text: 'no page got through, paging begins again' };
  if (!next) return null;
  const names = next.people.map(({ who: person }) => (person.via === person.name ? person.name : person.via));
  const text =
    next.rung.level === 'last-resort'
      ? 'everyone (last resort) is next'
      : `${list([...new Set(names.length > 0 ? names : next.targets)])} is next`;
  return { at: Math.max(next.at, context.now), text };
}

/** What left the config did not recover. */
const ending = ({ group, withdrawn, resolvedBy }: Incident): string =>
  isDrillGroup(group)
    ? 'drill over'
    : resolvedBy
      ? `resolved by ${resolvedBy}`
      : withdrawn.length > 0
        ? 'over'
        : 'recovered';

const duration = (incident: Incident): string =>
  incident.openedAt === null
    ? ''
    : ` after ${inWords((incident.recoveredAt ?? incident.endedAt ?? incident.openedAt) - incident.openedAt)}`;

export const list = (names: readonly string[]): string =>
  names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
