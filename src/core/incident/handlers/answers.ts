import { escalateNow, holds, pageAgain } from '../../escalation/ladder.ts';
import { ladderPlan } from '../../escalation/levels.ts';
import { recipient } from '../../escalation/roster.ts';
import { highestLevel } from '../../escalation/spent.ts';
import { heardReports } from '../../report/words.ts';
import { SECOND } from '../../time/instant.ts';
import { clockTime } from '../../time/zone.ts';
import type { Context } from '../event.ts';
import type { Incident } from '../incident.ts';
import { withNews } from '../stage.ts';
import type { Handler } from './handler.ts';
import { done, refused } from './handler.ts';

/** Another clock than ours may be off by so much. */
const SKEW = 5 * SECOND;

/** A1: the first acknowledgement wins; later ones succeed and say who was first; after the end a friendly no-op. */
export const acknowledge: Handler<'acknowledge'> = (incident, event, context, say) => {
  if (incident.phase === 'suspected')
    return refused(incident, 'not confirmed yet, nobody was paged: there is nothing to acknowledge');
  if (incident.phase !== 'open')
    return done(incident, `incident ${incident.id} is over, nothing was left to acknowledge`);
  const { attention } = incident;
  if (attention.is === 'acknowledged') {
    return done(
      incident,
      attention.by === event.by ? 'you have acknowledged it already' : `${attention.by} acknowledged it first`,
    );
  }
  const { ladder } = incident;
  if (event.given !== undefined && ladder && event.given + SKEW < ladder.madeAt)
    return refused(
      incident,
      `paging began anew at ${time(ladder.madeAt, context, event.by)}: what was said before that does not count for it`,
    );
  const hold = holds(incident, context);
  const paged = highestLevel(incident, event.by) !== undefined;
  say(
    'answer',
    `acknowledged by ${event.by} (${event.via})${paged ? '' : ', who was not paged'}${hold ? `, expires at ${time(context.now + hold, context, event.by)}` : ''}`,
  );
  const until = hold === undefined ? {} : { until: context.now + hold };
  // A2: it covers the roots known now, and what was reported besides; the level lets "escalate" and an expiry go on above it.
  const taken: Incident = {
    ...incident,
    attention: {
      is: 'acknowledged',
      by: event.by,
      at: context.now,
      ...until,
      covers: [...new Set([...incident.roots, ...heardReports(incident)])].filter(isKnownBy(incident, event.given)),
      level: levelOf(incident, event.by, context),
    },
  };
  return done(
    withNews(taken, 'acknowledged', `acknowledged by ${event.by}`, context.now),
    `acknowledged by ${event.by}`,
  );
};

/**
 * Taken back: nobody has it any more, and paging goes on with the level of whoever had it, at once and on a new ladder,
 * so that nothing due is taken for sent. Anyone may; whoever was told of the acknowledgement hears of this too.
 */
export const unacknowledge: Handler<'unacknowledge'> = (incident, event, context, say) => {
  const { attention } = incident;
  if (incident.phase !== 'open' || incident.recoveredAt !== null)
    return done(incident, `nobody is paged for incident ${incident.id}: nothing was left to take back`);
  if (attention.is !== 'acknowledged') return done(incident, 'nobody has acknowledged it: paging goes on');
  const whose = attention.by === event.by ? 'the acknowledgement' : `the acknowledgement by ${attention.by}`;
  const text = `${event.by} took ${whose} back`;
  say('answer', `${text} (${event.via})`);
  const paging = pageAgain(incident, context, say);
  return done(withNews(paging, 'taken back', `${text}: paging goes on`, context.now), `${text}: paging goes on`);
};

/** A3: one tap away, before and after acknowledging. */
export const escalate: Handler<'escalate'> = (incident, event, context, say) => {
  if (incident.phase !== 'open')
    return refused(
      incident,
      incident.phase === 'suspected'
        ? 'not confirmed yet: nobody is paged before that'
        : `incident ${incident.id} is over`,
    );
  if (!incident.ladder || incident.severity === null)
    return refused(incident, 'everything that fails is muted: end the mute first');
  say('answer', `escalated by ${event.by} (${event.via})`);
  const text = 'the next level is paged now';
  const paging = escalateNow(incident, context, say);
  // Those paged before hear of it where that wakes nobody.
  const how = { quiet: true, told: [event.by] } as const;
  return done(withNews(paging, 'escalated', `escalated by ${event.by}: ${text}`, context.now, [], how), text);
};

/** A2: whoever answered some time ago did not know of what has begun to fail since. */
const isKnownBy =
  ({ failing }: Incident, given = Number.POSITIVE_INFINITY) =>
  (name: string): boolean =>
    (failing[name]?.since ?? 0) <= given + SKEW;

function levelOf(incident: Incident, person: string, context: Context): number {
  const paged = highestLevel(incident, person) ?? -1;
  if (paged >= 0) return paged;
  const levels = (incident.severity && ladderPlan(context.policy, incident.severity)?.levels) || [];
  return Math.max(
    0,
    levels.findIndex(({ page }) => recipient(page, context)?.name === person),
  );
}

const time = (at: number, context: Context, person: string) =>
  clockTime(at, recipient(person, context)?.timezone ?? 'UTC');
