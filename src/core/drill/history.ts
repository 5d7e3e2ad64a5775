import type { Incident } from '../incident/incident.ts';
import type { Plan } from '../plan.ts';
import type { IncidentStore } from '../ports.ts';
import type { Instant } from '../time/instant.ts';
import { drillGroup } from './group.ts';
import { type DrillResult, DUE_AFTER, drillResult, isAnswered } from './result.ts';

/** How many of somebody's drills are looked at, newest first. */
const DEEP = 12;

/** The newest drills of a person or team, newest first. */
export async function drillsOf(
  store: Pick<IncidentStore, 'head' | 'archived'>,
  plan: Pick<Plan, 'policy'>,
  person: string,
): Promise<readonly DrillResult[]> {
  const group = drillGroup(person);
  const head = await store.head(group);
  if (!head) return [];
  const older = Array.from({ length: Math.min(DEEP, head.number) - 1 }, (_, n) => `${group}-${head.number - 1 - n}`);
  const past = await Promise.all(older.map((id) => store.archived(id)));
  return [head, ...past].flatMap((each: Incident | null) => (each && drillResult(each, plan)) ?? []);
}

export interface DrillStanding {
  readonly person: string;
  readonly drills: readonly DrillResult[];
  /** When the last one was opened that they answered themselves. */
  readonly answeredAt?: Instant;
  /** They have not answered one for 30 days. */
  readonly isDue: boolean;
}

/** Everyone in the config, with their drills; those longest without an answered one first. */
export async function drillStandings(
  store: Pick<IncidentStore, 'head' | 'archived'>,
  plan: Pick<Plan, 'policy'>,
  now: Instant,
): Promise<readonly DrillStanding[]> {
  const all = await Promise.all(
    Object.keys(plan.policy.roster.people).map(async (person): Promise<DrillStanding> => {
      const drills = await drillsOf(store, plan, person);
      const answered = drills.find(isAnswered)?.at;
      const isDue = answered === undefined || now - answered >= DUE_AFTER;
      return { person, drills, isDue, ...(answered !== undefined && { answeredAt: answered }) };
    }),
  );
  return all.toSorted((a, b) => (a.answeredAt ?? 0) - (b.answeredAt ?? 0));
}
