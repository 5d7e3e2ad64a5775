import type { Plan } from '../plan.ts';

/** Everyone whom the configured drills may page: people, teams, and the members of rotations. */
export function drilledBy({ drills = [], policy }: Pick<Plan, 'drills' | 'policy'>): readonly string[] {
  const { rotations } = policy.roster;
  return [...new Set(drills.flatMap(({ page }) => rotations[page]?.members ?? page))];
}
