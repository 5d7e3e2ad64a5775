import type { Context } from '../incident/event.ts';
import type { Incident } from '../incident/incident.ts';
import { roundsNeeded } from '../incident/recovery.ts';
import type { Due, PageAsk } from '../incident/work.ts';
import type { Instant } from '../time/instant.ts';
import { SECOND } from '../time/instant.ts';
import { withinHours } from './hours.ts';
import { pageKey } from './page-key.ts';
import type { Recipient } from './roster.ts';
import { type Placed, schedule } from './schedule.ts';
import { takenOverBy } from './taken-over.ts';
import type { Attempt } from './ways.ts';

/** Nobody is paged unless the incident is open, something fails still, unmuted and unanswered (A2, M1, T2). */
export const isPaging = (incident: Incident): boolean =>
  incident.phase === 'open' &&
  Object.keys(incident.failing).length > 0 &&
  incident.severity !== null &&
  incident.ladder !== null &&
  incident.attention.is === 'nobody' &&
  incident.recoveredAt === null;

/** The current ladder as it stands; empty while nobody is to be paged by it, and once a provider took it over (E8). */
export const rungsNow = (incident: Incident, context: Context): readonly Placed[] =>
  isPaging(incident) && takenOverBy(incident, context) === undefined ? schedule(incident, context) : [];

/** Pages that are due or will be next, with their moments. */
export function duePages(incident: Incident, context: Context): readonly Due[] {
  const found: Due[] = [];
  for (const rung of rungsNow(incident, context))
    for (const { who, progress } of rung.people)
      for (const attempt of progress.attempts)
        found.push(pageDue(incident, rung, who, attempt, heldUntil(incident, rung, attempt, context)));
  return found;
}

/**
 * While good looks come in, a new level waits a little: two rounds decide whether anyone need be woken (T2, C1). What a
 * rung still has to send when its hours are over waits for the next opening (E6); one that somebody asked for does not.
 */
function heldUntil(incident: Incident, rung: Placed, attempt: Attempt, context: Context): Instant {
  const { severity } = incident.ladder!;
  const isAskedFor = withinHours(context.policy, severity, rung.at) > rung.at;
  const soonest = Math.max(attempt.at, rung.at);
  const at = isAskedFor ? soonest : withinHours(context.policy, severity, soonest);
  const since = calmSince(incident);
  // No good look speaks for what was reported (I7).
  const reported = incident.roots.some((name) => incident.failing[name]?.reported);
  if (since === undefined || reported || rung.people.some((p) => p.progress.begunAt !== undefined)) return at;
  const names = incident.roots.length > 0 ? incident.roots : Object.keys(incident.failing);
  const rounds = names
    .map((name) => context.plan.monitors[name])
    .map((m) => (m ? roundsNeeded(incident, m) * m.interval + m.timeout : 0));
  return Math.max(at, since + Math.max(0, ...rounds) + 5 * SECOND);
}

/** Since when it looks better: good rounds come in, or the cause has recovered and its symptoms were not looked at yet. */
function calmSince({ health, roots, failing, recoveries = {} }: Incident): Instant | undefined {
  if (health.is === 'recovering') return health.since;
  if (roots.length > 0) return undefined;
  // What fails again was no end to anything.
  return Math.max(0, ...Object.entries(recoveries).flatMap(([name, at]) => (name in failing ? [] : [at])));
}

function pageDue(
  incident: Incident,
  { rung }: Placed,
  who: Recipient,
  { way, reach: { channel, to }, attempt, repeat }: Attempt,
  at: Instant,
): Due {
  const severity = incident.ladder!.severity;
  const ask: PageAsk = {
    ...rung,
    severity,
    person: who.name,
    via: who.via,
    way,
    channel,
    ...(to !== undefined && { to }),
    attempt,
    repeat,
  };
  return { kind: 'page', key: pageKey(incident.generation, ask), at, ask };
}
