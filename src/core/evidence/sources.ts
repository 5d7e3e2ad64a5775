import type { EvidencePlan, Plan } from '../plan.ts';

/** The sources that are asked about a monitor's failure, in the config's order. */
export const sourcesOf = ({ evidence = {} }: Pick<Plan, 'evidence'>, monitor: string): readonly EvidencePlan[] =>
  Object.values(evidence).filter(({ monitors }) => monitors?.includes(monitor) ?? true);
