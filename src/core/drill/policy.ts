import type { Plan, Policy } from '../plan.ts';
import { SEVERITIES } from '../severity/severity.ts';
import { drilledIn } from './group.ts';

/** The policy that a group's next incident opens under: today's, or, of a drill, one with nobody on it but the one who is drilled. */
export function policyOf(group: string, plan: Plan): Policy {
  const person = drilledIn(group, plan);
  if (person === undefined) return plan.policy;
  const ladder = { levels: [{ after: 0, page: person }], repeat: 0 };
  return {
    hash: `${plan.policy.hash}+${group}`,
    escalation: Object.fromEntries(SEVERITIES.map((severity) => [severity, ladder])),
    roster: plan.policy.roster,
  };
}
