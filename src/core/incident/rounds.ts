import { pagesOf } from '../escalation/pages.ts';
import { type Placed, schedule } from '../escalation/schedule.ts';
import type { Over } from '../escalation/spent.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident, Ladder } from './incident.ts';
import type { Stage } from './stage.ts';

/**
 * The rounds of a ladder that are over: a later one was begun, and nobody on them has an attempt left or one on its way.
 * From then on the ladder is placed from the first round that is not (rule 3: what is due stays the same).
 */
export const roundsOver: Stage = (incident, context) => {
  const { ladder } = incident;
  if (!ladder || !hasLaterRound(incident, ladder)) return incident;
  const placed = schedule(incident, context);
  const below = firstGoingOn(placed, busyRounds(incident, context.now));
  const at = placed.findIndex(({ rung }) => rung.cycle === below);
  const first = placed[at];
  if (!first || at === 0 || placed[0]!.rung.cycle >= below) return incident;
  const passed = placed.slice(0, at);
  const ended = Math.max(ladder.over?.ended ?? 0, ...passed.map((rung) => rung.exhaustedAt ?? rung.at));
  return { ...incident, ladder: { ...ladder, hurried: first.hurried, over: { below, at: first.at, ended } } };
};

/** Pages are asked for more than one of the rounds that are not over: else there is nothing to find. */
const hasLaterRound = (incident: Incident, { n, over }: Ladder): boolean =>
  pagesOf(incident).some(({ ask }) => ask.ladder === n && ask.cycle > (over?.below ?? 0));

/** Rounds of which a page is on its way. */
const busyRounds = (incident: Incident, now: Instant): ReadonlySet<number> =>
  new Set(
    pagesOf(incident).flatMap(({ ask, state }) =>
      ask.ladder === incident.ladder?.n && state.is === 'claimed' && state.lease > now ? [ask.cycle] : [],
    ),
  );

/** The first round that has something to do, or the last one that was begun. */
function firstGoingOn(placed: readonly Placed[], busy: ReadonlySet<number>): Over['below'] {
  const begun = Math.max(...placed.flatMap(({ rung, begunAt }) => (begunAt === undefined ? [] : [rung.cycle])));
  const goesOn = ({ rung, people }: Placed) =>
    busy.has(rung.cycle) || people.some(({ progress }) => progress.attempts.length > 0);
  return Math.min(begun, ...placed.filter(goesOn).map(({ rung }) => rung.cycle));
}

/** Whether a page of the current ladder belongs to a round that is over. The last resort may be the only one left of a shorter ladder. */
export const isOfPast = (ladder: Ladder, { cycle, level }: { readonly cycle: number; readonly level: unknown }) =>
  level !== 'last-resort' && cycle < (ladder.over?.below ?? 0);
