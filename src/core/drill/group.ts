import type { Plan } from '../plan.ts';
import { slug } from '../report/slug.ts';

const PREFIX = 'drill-';
/** A group's name becomes part of ids and addresses. */
const LONGEST = 40;

/** The group of a person's drills: an incident of their own, so that it joins no real one. */
export const drillGroup = (person: string): string => `${PREFIX}${slug(person, LONGEST - PREFIX.length)}`;

/** No monitor and no system may be called so. */
export const isDrillGroup = (group: string): boolean => group.startsWith(PREFIX);

export const isDrill = ({ group }: { readonly group: string }): boolean => isDrillGroup(group);

/** Who is drilled in a group; `undefined` of other groups, and where they left the config. */
export function drilledIn(group: string, { policy: { roster } }: Pick<Plan, 'policy'>): string | undefined {
  if (!isDrillGroup(group)) return undefined;
  return [...Object.keys(roster.people), ...Object.keys(roster.teams)].find((name) => drillGroup(name) === group);
}
