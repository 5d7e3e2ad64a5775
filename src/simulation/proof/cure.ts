import { ladderPlan } from '../../core/escalation/levels.ts';
import type { Plan } from '../../core/plan.ts';
import type { Wrong } from './diagnosis.ts';
import { isKnown, membersOf } from './people.ts';
import type { Subject } from './subject.ts';
import type { Fault } from './worlds.ts';

interface Case {
  readonly who: readonly string[];
  /** `waking channel` where only that counts. */
  readonly channel: string;
  /** ` beside pagerduty`, where that fails. */
  readonly beside: string;
  /** Where somebody else could be put. */
  readonly next: string;
  /** Whom the levels name. */
  readonly targets: readonly string[];
}

/** The smallest sensible change of a policy, by what is wrong with it. */
const CURES: Readonly<Record<Wrong, (found: Case) => string>> = {
  nobody: ({ targets }) =>
    targets.length > 0
      ? `put somebody on ${list(targets, 'or')}`
      : 'give the severity a policy: nobody is paged at all',
  'cut off': ({ who, channel, beside, next }) =>
    `give ${list(who)} a second ${channel}${beside}, or put somebody who has one on ${next}`,
  asleep: ({ who, channel, beside, next }) =>
    `give ${list(who)} a ${channel}${beside}, or put somebody who has one on ${next}`,
  late: ({ who }) =>
    `page ${list(who, 'or')} sooner: shorten the 'after' of a level or of a way before, or put the way that works first`,
  alone: ({ channel, next }) => `put somebody else who has a ${channel} on ${next}`,
};

/** What would cure what is wrong with all of `who`. */
export function cureOf({ plan, severity, wakes }: Subject, fault: Fault, wrong: Wrong, who: readonly string[]): string {
  const levels = ladderPlan(plan.policy, severity)?.levels ?? [];
  return CURES[wrong]({
    who,
    channel: wakes ? 'waking channel' : 'channel',
    beside: fault.is === 'provider' ? ` beside ${fault.name}` : '',
    next: `level ${levels.length + 1}`,
    targets: [...new Set(levels.map(({ page }) => page))],
  });
}

/** What to do about a target that leads to nobody. */
export function fill(plan: Plan, target: string): string {
  const members = membersOf(plan, target);
  const strangers = members.filter((name) => !isKnown(plan, name));
  if (members.length === 0) return `give ${target} members`;
  if (strangers.length === 0) return `give everybody of ${target} a channel that exists`;
  return target === strangers[0]
    ? `add ${target} to people, teams or rotations, or page somebody else`
    : `take ${list(strangers)} out of ${target}, or add ${strangers.length === 1 ? 'that person' : 'them'} to people`;
}

/** `a, b and c`. */
export const list = (names: readonly string[], last = 'and'): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
