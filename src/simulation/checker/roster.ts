import type { Config, PolicyConfig, RotationConfig } from './config.ts';
import { MINUTE } from './seen.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** Hand-offs are counted from the first Monday of 1970. */
const FIRST_MONDAY = 4 * DAY;

/** Zones of a fixed distance from UTC only: clock changes are proven elsewhere, with the time library's vectors. */
const EAST: Readonly<Record<string, number>> = { UTC: 0, 'Etc/GMT-2': 2 * HOUR };

/** Whom a target of a policy can mean, with the ways that exist: today's config first, the incident's own after it (E1). */
export function meant(target: string, config: Config, own: PolicyConfig, at: number, all = false): readonly Person[] {
  for (const { roster } of [config.policy, own]) {
    const rotation = roster.rotations[target];
    const names = rotation ? (all ? rotation.members : [onCall(rotation, at)]) : [target];
    const found = names.flatMap((name) => {
      const who = roster.people[name] ?? roster.teams[name];
      return who ? [{ name, ways: who.notify.filter((way) => config.channels[way.channel]) }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

export interface Person {
  readonly name: string;
  readonly ways: readonly { readonly channel: string; readonly after?: number }[];
}

/** Naively: so many turns since the first Monday, round and round. */
function onCall(rotation: RotationConfig, at: number): string {
  const east = EAST[rotation.timezone];
  if (east === undefined) throw new Error(`the checker knows no zone '${rotation.timezone}'`);
  const over = rotation.overrides.find((o) => local(o.from, east) <= at && at < local(o.to, east));
  if (over) return over.member;
  const { every, at: time, on } = rotation.handoff;
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  const since = at + east - FIRST_MONDAY;
  const turn =
    every === 'hour'
      ? Math.floor((since - minutes * MINUTE) / HOUR)
      : every === 'day'
        ? Math.floor((since - hours * HOUR - minutes * MINUTE) / DAY)
        : Math.floor((since - WEEKDAYS.indexOf(on ?? 'monday') * DAY - hours * HOUR - minutes * MINUTE) / (7 * DAY));
  const { members } = rotation;
  return members[((turn % members.length) + members.length) % members.length]!;
}

const local = (text: string, east: number): number => Date.parse(`${text}Z`) - east;

/** When a rotation changes hands within a stretch of time: every minute is looked at. */
export function handoffs(rotation: RotationConfig, from: number, until: number): readonly number[] {
  const found: number[] = [];
  for (let minute = Math.ceil(from / MINUTE) * MINUTE; minute <= until; minute += MINUTE)
    if (onCall(rotation, minute - MINUTE) !== onCall(rotation, minute)) found.push(minute);
  return found;
}
