import type { Context } from '../incident/event.ts';
import type { Incident } from '../incident/incident.ts';
import { onlyBlind } from '../report/words.ts';
import { HOUR, type Instant, MINUTE } from '../time/instant.ts';
import { isPaging } from './due-pages.ts';
import { type Placed, schedule, stepsLeft } from './schedule.ts';
import { acceptedOf } from './spent.ts';

/** After a ladder on which no page got through the next one begins this much later, twice as much each time, an hour at most. */
const PAUSE = 5 * MINUTE;
const LONGEST = HOUR;

/** All rungs of the current ladder, once every one of them has been worked off; `undefined` before. */
function workedOff(incident: Incident, context: Context): readonly Placed[] | undefined {
  const { ladder } = incident;
  if (!ladder) return undefined;
  const placed = schedule(incident, context);
  const isDone = ({ at, people }: Placed) =>
    at <= context.now && people.every(({ progress: p }) => (p.begunAt ?? p.exhaustedAt) !== undefined);
  const whole = placed.length === stepsLeft(ladder, context, onlyBlind(incident)).length;
  return whole && placed.every(isDone) ? placed : undefined;
}

/** The last rung has been worked off: nobody is paged any more unless something changes (E2). */
export const isExhausted = (incident: Incident, context: Context): boolean =>
  workedOff(incident, context) !== undefined;

/**
 * When paging begins again because every way of everybody failed, the last resort's too: a provider that was out, or our
 * own network, must not be the end of it (E2: never silent). `undefined` while something is still to come, and once any
 * page was accepted.
 */
export function triesAgainAt(incident: Incident, context: Context): Instant | undefined {
  const { ladder } = incident;
  if (!isPaging(incident)) return undefined;
  const accepted = acceptedOf(incident).length > 0;
  const placed = ladder && !accepted ? workedOff(incident, context) : undefined;
  const failed = placed?.every(({ exhaustedAt, people }) => exhaustedAt !== undefined || people.length === 0);
  if (!ladder || !placed || !failed) return undefined;
  const ended = Math.max(
    ladder.madeAt,
    ladder.over?.ended ?? 0,
    ...placed.map(({ at, exhaustedAt }) => exhaustedAt ?? at),
  );
  return ended + Math.min(LONGEST, PAUSE * 2 ** (ladder.vain ?? 0));
}
