import type { Plan } from '../plan.ts';
import type { Failure, Incident } from './incident.ts';

/** Everything a monitor depends on, near and far. Cycles are config errors; a visited set keeps even those finite. */
export function ancestors(plan: Plan, monitor: string): readonly string[] {
  const found = new Set<string>();
  const queue = [...(plan.monitors[monitor]?.dependsOn ?? [])];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...(plan.monitors[name]?.dependsOn ?? []));
  }
  return [...found];
}

/** A group's monitors, dependencies first, otherwise in the order of the file. */
export function layered(plan: Plan, group: string): readonly string[] {
  const depth = (name: string) => ancestors(plan, name).length;
  const names = Object.values(plan.monitors).filter((m) => m.group === group);
  return names.map((m) => m.name).sort((a, b) => depth(a) - depth(b));
}

/**
 * Failing monitors below none that fails: the first broken layers. All others that fail are symptoms (I5). What was
 * reported is one as well, unless a check of ours sees the same trouble (I7).
 */
export function rootsOf(plan: Plan, incident: Incident): readonly string[] {
  const own = layered(plan, incident.group).filter(
    (name) => name in incident.failing && !isSymptom(plan, incident, name),
  );
  const reported = Object.entries(incident.failing).filter(
    ([, failure]) => failure.reported && sameTrouble(plan, incident, failure.reported.monitor) === undefined,
  );
  return [...own, ...reported.map(([name]) => name)];
}

/** Our own check that sees what a report about `monitor` says: of that monitor, or of what lies beneath it (I7). */
export const sameTrouble = (plan: Plan, incident: Incident, monitor: string | undefined): string | undefined =>
  monitor === undefined ? undefined : [monitor, ...ancestors(plan, monitor)].find((name) => name in incident.failing);

/** True where something that the monitor depends on fails as well and explains it (I5). */
export const isSymptom = (plan: Plan, incident: Incident, monitor: string): boolean =>
  ancestors(plan, monitor).some((name) => explains(incident.failing[name], incident.failing[monitor]));

/** What fails now and then beneath it explains a failure that comes and goes as well, but hides none that stays (I5, I6). */
export const explains = (beneath: Failure | undefined, failure?: Failure): boolean =>
  beneath !== undefined && (beneath.certainty !== 'intermittent' || failure?.certainty === 'intermittent');
