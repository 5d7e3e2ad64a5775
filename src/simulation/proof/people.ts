import { ladderPlan } from '../../core/escalation/levels.ts';
import type { Plan, Reach } from '../../core/plan.ts';
import type { Severity } from '../../core/severity/severity.ts';

/** Everyone that a target of the policy can ever mean, by name: a rotation's members, and those who stand in for them. */
export function membersOf(plan: Plan, target: string): readonly string[] {
  const rotation = plan.policy.roster.rotations[target];
  if (!rotation) return [target];
  return [...new Set([...rotation.members, ...rotation.overrides.map(({ member }) => member)])];
}

/** Everyone whom a severity's policy can page. */
export const pagedBy = (plan: Plan, severity: Severity): readonly string[] => [
  ...new Set((ladderPlan(plan.policy, severity)?.levels ?? []).flatMap(({ page }) => membersOf(plan, page))),
];

/** True for a person's and a team's name. */
export const isKnown = ({ policy: { roster } }: Plan, name: string): boolean =>
  roster.people[name] !== undefined || roster.teams[name] !== undefined;

/** The ways to reach someone whose channels exist, as the engine takes them. */
export function waysOf({ policy: { roster }, channels }: Plan, name: string): readonly Reach[] {
  const who = roster.people[name] ?? roster.teams[name];
  return (who?.notify ?? []).filter(({ channel }) => channels[channel] !== undefined);
}

/** True where at least one way wakes a sleeping person (E6). */
export const canBeWoken = (plan: Plan, name: string): boolean => wakingWays(plan, name).length > 0;

/** The ways that wake. */
export const wakingWays = (plan: Plan, name: string): readonly Reach[] =>
  waysOf(plan, name).filter(({ channel }) => plan.channels[channel]?.can.wake);
