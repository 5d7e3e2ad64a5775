import { Temporal } from 'temporal-polyfill';
import { type Rotation, WEEKDAYS } from '../plan.ts';
import { HOUR, type Instant, MINUTE } from './instant.ts';

/** Who is on call by a rotation, and until when: the next hand-off or the edge of an override. */
export interface OnCall {
  readonly member: string;
  readonly until: Instant;
}

/** The first Monday of the epoch: hand-offs are counted from here, so that every process counts alike. */
const ANCHOR = Temporal.PlainDate.from('1970-01-05');

/** Resolves a rotation by wall clock in its own zone (T1); `undefined` where it has no members. */
export function onCall(rotation: Rotation, now: Instant): OnCall | undefined {
  if (rotation.members.length === 0) return undefined;
  const turn = turnAt(rotation, now);
  const edges = rotation.overrides.map((o) => ({
    ...o,
    start: local(o.from, rotation.timezone),
    end: local(o.to, rotation.timezone),
  }));
  const over = edges.find((o) => o.start <= now && now < o.end);
  if (over) return { member: over.member, until: over.end };
  const member =
    rotation.members[((turn.index % rotation.members.length) + rotation.members.length) % rotation.members.length]!;
  return { member, until: Math.min(turn.until, ...edges.map((o) => o.start).filter((at) => at > now)) };
}

interface Turn {
  readonly index: number;
  readonly until: Instant;
}

function turnAt(rotation: Rotation, now: Instant): Turn {
  const { every, at } = rotation.handoff;
  if (every === 'hour') {
    const offset = Number(at.split(':')[1] ?? 0) * MINUTE;
    const index = Math.floor((now - offset) / HOUR);
    return { index, until: (index + 1) * HOUR + offset };
  }
  const days = every === 'week' ? 7 : 1;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(rotation.timezone).toPlainDate();
  const weekday = every === 'week' ? WEEKDAYS.indexOf(rotation.handoff.on ?? 'monday') : 0;
  let index = Math.floor((today.since(ANCHOR, { largestUnit: 'days' }).days - weekday) / days);
  const start = (n: number) => handoff(ANCHOR.add({ days: n * days + weekday }), at, rotation.timezone);
  if (start(index) > now) index -= 1;
  return { index, until: start(index + 1) };
}

/** A local time that a clock change skips moves to the next valid one; of two, the first counts (T1). */
function handoff(date: Temporal.PlainDate, time: string, zone: string): Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
}

const local = (text: string, zone: string): Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
