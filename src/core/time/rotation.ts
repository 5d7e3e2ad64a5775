import { type Rotation, WEEKDAYS } from '../plan.ts';
import { derived } from './derived.ts';
import { DAY, HOUR, type Instant } from './instant.ts';
import { latest, type Recurrence } from './recurrence.ts';
import { dateOf, instantOf, timeOfDay, wallOf, weekdayOf } from './wall.ts';

/** Who is on call by a rotation, and until when: the next hand-off or the edge of an override. */
export interface OnCall {
  readonly member: string;
  readonly until: Instant;
}

/** One member's time on call: `from <= at < until`. */
export interface Turn {
  readonly member: string;
  readonly from: Instant;
  readonly until: Instant;
}

/** The first Monday of the epoch: hand-offs are counted from here where the plan names no date, so that every process counts alike. */
const FIRST_MONDAY = 4 * DAY;
const EVERY = { hour: HOUR, day: DAY, week: 7 * DAY } as const;

/** A rotation with its local times resolved. */
const resolved = derived((rotation: Rotation) => ({
  members: rotation.members,
  handoffs: handoffs(rotation),
  /** In the order of the file. A start that comes twice is the first, such an end the last, so that nothing is left out (T1). */
  overrides: rotation.overrides.map(({ from, to, member }): Turn => {
    const { timezone } = rotation;
    return { member, from: instantOf(wallOf(from), timezone), until: instantOf(wallOf(to), timezone, 'last') };
  }),
}));

/**
 * Hand-offs are counted on the wall, hours too: shifts of eight hours that change at 09:00, 17:00 and 01:00 do so in
 * summer and in winter, and whoever has the hour from 14:00 has it in Kathmandu as well. The price: the turn in which
 * clocks go back is longer, and an hour that they skip is nobody's turn.
 */
function handoffs({ timezone, handoff }: Rotation): Recurrence {
  const { every, count = 1, on, at, from } = handoff;
  const date = from === undefined ? FIRST_MONDAY : dateOf(wallOf(`${from}T00:00`));
  const days = every === 'week' && on !== undefined ? (WEEKDAYS.indexOf(on) - weekdayOf(date) + 7) % 7 : 0;
  return { timezone, anchor: date + days * DAY + timeOfDay(at), period: count * EVERY[every] };
}

/**
 * Resolves a rotation by wall clock in its own zone (T1); `undefined` where it has no members. Of overrides that
 * overlap, the later one in the file counts: it is the one that somebody added knowing the other. An override that
 * ends before it starts never counts.
 */
export function onCall(rotation: Rotation, now: Instant): OnCall | undefined {
  const { members, handoffs: turns, overrides } = resolved(rotation);
  if (members.length === 0) return undefined;
  let over: Turn | undefined;
  let until = Number.POSITIVE_INFINITY;
  for (const override of overrides) {
    if (override.from <= now && now < override.until) {
      over = override;
      until = override.until;
    } else if (now < override.from && override.from < override.until) until = Math.min(until, override.from);
  }
  if (over) return { member: over.member, until };
  const { n, next } = latest(turns, now);
  const member = members[((n % members.length) + members.length) % members.length]!;
  return { member, until: Math.min(until, next) };
}

/**
 * Every turn that touches `from <= at < until`, cut at its ends: without gap or overlap, overrides included, and turns
 * of one member that follow each other as one (T1). Empty where the rotation has no members.
 */
export function turnsBetween(rotation: Rotation, from: Instant, until: Instant): readonly Turn[] {
  const turns: Turn[] = [];
  for (let at = from; at < until; ) {
    const turn = onCall(rotation, at);
    if (!turn) break;
    const end = Math.min(turn.until, until);
    const before = turns.at(-1);
    if (before?.member === turn.member) turns[turns.length - 1] = { ...before, until: end };
    else turns.push({ member: turn.member, from: at, until: end });
    at = end;
  }
  return turns;
}

/** Who takes over from whoever is on call now, and when; `undefined` where nobody else ever does. */
export function takeover(
  rotation: Rotation,
  now: Instant,
): { readonly member: string; readonly at: Instant } | undefined {
  const { members, overrides } = resolved(rotation);
  const first = onCall(rotation, now);
  if (!first) return undefined;
  // Past the last override everyone has had a turn after so many; the same member in all of them has no successor.
  const settled = Math.max(...overrides.map((override) => override.until), now);
  let left = members.length;
  let at = first.until;
  while (left > 0) {
    const turn = onCall(rotation, at)!;
    if (turn.member !== first.member) return { member: turn.member, at };
    if (at >= settled) left -= 1;
    at = turn.until;
  }
  return undefined;
}
