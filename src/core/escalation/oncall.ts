import type { Plan } from '../plan.ts';
import { SEVERITIES, type Severity } from '../severity/severity.ts';
import { closesAt, opensAt } from '../time/hours.ts';
import type { Instant } from '../time/instant.ts';
import { takeover } from '../time/rotation.ts';
import { type Foreseen, foresee } from './foresee.ts';
import { hoursOf } from './hours.ts';
import { ladderPlan } from './levels.ts';
import type { Recipient } from './roster.ts';
import { escalatesItself } from './taken-over.ts';

/** Ms after the incident opened, or the moment, where hours decide (E6). Either stays the same while time passes. */
export type When = { readonly wait: number } | { readonly at: Instant };

/** Whom an incident of one severity would page if it opened now and nobody answered. */
export interface OnCallNow {
  readonly severity: Severity;
  /** Whose policy is used, where this severity has none of its own (S2). */
  readonly policyOf?: Severity;
  readonly levels: readonly OnCallLevel[];
  /** How often the levels are gone through again, and when that begins. */
  readonly repeat: number;
  readonly repeats?: When;
  /** Everyone who can be reached, once nobody answered in all rounds (E2). */
  readonly lastResort?: { readonly when: When; readonly people: readonly string[] };
  /** Hours that hold its pages, and until when they are open or closed (E6); without an end where they stay so. */
  readonly hours?: { readonly open: boolean; readonly until?: Instant };
  /** An acknowledgement ends after this many ms (A4). */
  readonly acknowledgementExpires?: number;
}

export interface OnCallLevel {
  /** Milliseconds after the level before it. */
  readonly after: number;
  /** When it pages: its hours, and levels without anybody, are counted in (E3, E6). */
  readonly when: When;
  readonly target: string;
  /** Whoever is the target then; empty where nobody is. */
  readonly people: readonly OnCallPerson[];
  /** Everybody on it was paged by an earlier level, so that it pages nobody in this round (E4). */
  readonly already?: true;
  /** Somebody else takes over from them then. */
  readonly until?: Instant;
}

export interface OnCallPerson {
  readonly name: string;
  readonly ways: readonly {
    readonly channel: string;
    readonly to?: string;
    /** Milliseconds after the way before it; absent: used when that one fails (E5). */
    readonly after?: number;
    /** Whether it wakes a sleeping person (E6). */
    readonly wakes: boolean;
    /** Once it has accepted the page its own policy pages whoever is next, and no level below is used (E8). */
    readonly escalates?: true;
  }[];
}

/** Who would be paged, per severity and level, when and how (E2). */
export const onCallNow = (plan: Plan, now: Instant): readonly OnCallNow[] =>
  SEVERITIES.map((severity) => ({ severity, ...paged(plan, severity, now) }));

function paged(plan: Plan, severity: Severity, now: Instant): Omit<OnCallNow, 'severity'> {
  const { policy } = plan;
  const ladder = ladderPlan(policy, severity);
  if (!ladder) return { levels: [], repeat: 0 };
  const policyOf = SEVERITIES.find((each) => policy.escalation[each] === ladder);
  const hours = hoursOf(policy, severity);
  const rungs = foresee(plan, severity, now);
  const again = rungs.find(({ rung }) => rung.cycle === 1 && rung.level === 0);
  const last = rungs.find(({ rung }) => rung.level === 'last-resort');
  return {
    ...(policyOf !== undefined && policyOf !== severity && { policyOf }),
    levels: rungs
      .filter(({ rung }) => rung.cycle === 0 && rung.level !== 'last-resort')
      .map((rung, i) => level(rung, ladder.levels[i]!.after, plan, now)),
    repeat: ladder.repeat,
    ...(again && { repeats: when(again, now) }),
    ...(last && { lastResort: { when: when(last, now), people: reached(last) } }),
    ...(hours && { hours: hoursNow(opensAt(hours, now), closesAt(hours, now), now) }),
    ...(ladder.acknowledgementExpires !== undefined && { acknowledgementExpires: ladder.acknowledgementExpires }),
  };
}

function level(rung: Foreseen, after: number, plan: Plan, now: Instant): OnCallLevel {
  const { targets, people, already } = rung;
  const target = targets[0]!;
  const rotation = plan.policy.roster.rotations[target];
  const next = rotation && takeover(rotation, rung.at);
  return {
    after,
    when: when(rung, now),
    target,
    people: people.map((who) => person(who, plan)),
    ...(already && { already }),
    ...(next && { until: next.at }),
  };
}

const person = ({ name, ways }: Recipient, plan: Plan): OnCallPerson => ({
  name,
  ways: ways.map((way) => ({
    ...way,
    wakes: plan.channels[way.channel]?.can.wake ?? false,
    ...(escalatesItself(plan, way.channel) && { escalates: true }),
  })),
});

const when = ({ at, isHeld }: Foreseen, now: Instant): When => (isHeld ? { at } : { wait: at - now });

const reached = ({ people }: Foreseen): readonly string[] =>
  people.filter(({ ways }) => ways.length > 0).map(({ name }) => name);

/** An end that never comes is left out: JSON has no infinity. */
function hoursNow(opens: Instant, closes: Instant, now: Instant): OnCallNow['hours'] {
  const open = opens === now;
  const until = open ? closes : opens;
  return { open, ...(Number.isFinite(until) && { until }) };
}
