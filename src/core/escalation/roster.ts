import type { Context } from '../incident/event.ts';
import type { Plan, Reach, Roster } from '../plan.ts';
import { present } from '../present.ts';
import { newest } from '../time/derived.ts';
import type { Instant } from '../time/instant.ts';
import { onCall } from '../time/rotation.ts';

/** Someone (or a team's shared place) that a page can be sent to. */
export interface Recipient {
  readonly name: string;
  /** The target of the policy that led here. */
  readonly via: string;
  readonly timezone: string;
  /** Only ways over channels that exist. */
  readonly ways: readonly Reach[];
  /** Until when a rotation says so. */
  readonly until?: Instant;
}

/** Whom a target of the policy means now: by today's roster, by the incident's own where today's does not know it (E1). */
export function recipient(target: string, context: Context): Recipient | undefined {
  const known = foundIn(context);
  if (!known.has(target)) known.set(target, find(target, context));
  return known.get(target);
}

/** One decision asks for the same people again and again, and a context is of one moment. */
const foundIn = newest((_: Context) => new Map<string, Recipient | undefined>());

const find = (target: string, { plan, policy, now }: Context): Recipient | undefined =>
  resolve(target, plan.policy.roster, plan, now) ?? resolve(target, policy.roster, plan, now);

/** Everyone a target can ever mean: all members of a rotation. */
export function everyone(target: string, context: Context): readonly Recipient[] {
  const rotation = context.plan.policy.roster.rotations[target] ?? context.policy.roster.rotations[target];
  return present((rotation?.members ?? [target]).map((name) => recipient(name, context)));
}

function resolve(target: string, roster: Roster, plan: Plan, now: Instant): Recipient | undefined {
  const rotation = roster.rotations[target];
  const turn = rotation && onCall(rotation, now);
  const name = turn ? turn.member : target;
  const who = roster.people[name] ?? roster.teams[name];
  if (!who) return undefined;
  const ways = who.notify.filter((way) => plan.channels[way.channel] !== undefined);
  return { name, via: target, timezone: who.timezone, ways, ...(turn && { until: turn.until }) };
}
