import { isBad } from '../check/look.ts';
import type { Plan } from '../plan.ts';
import { present } from '../present.ts';
import { derived } from '../time/derived.ts';
import type { Failure } from './failure.ts';
import type { Incident } from './incident.ts';

/** What a plan says about layers: everything each monitor depends on, and each group's monitors in order. */
const layersOf = derived((plan: Plan) => {
  const names = Object.keys(plan.monitors);
  const above = new Map(names.map((name) => [name, findAncestors(plan, name)]));
  const depth = (name: string): number => above.get(name)?.length ?? 0;
  const groups = Map.groupBy(names, (name) => plan.monitors[name]?.group);
  for (const group of groups.values()) group.sort((a, b) => depth(a) - depth(b));
  return { above, groups };
});

/** Everything a monitor depends on, near and far. */
export const ancestors = (plan: Plan, monitor: string): readonly string[] => layersOf(plan).above.get(monitor) ?? [];

/** A group's monitors, dependencies first, otherwise in the order of the file. */
export const layered = (plan: Plan, group: string): readonly string[] => layersOf(plan).groups.get(group) ?? [];

/** Cycles are config errors; a visited set keeps even those finite. */
function findAncestors(plan: Plan, monitor: string): readonly string[] {
  const found = new Set<string>();
  const queue = [...(plan.monitors[monitor]?.dependsOn ?? [])];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...(plan.monitors[name]?.dependsOn ?? []));
  }
  return [...found];
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

/** True where something that the monitor depends on fails as well and explains it, or did until just now (I5). */
export function isSymptom(plan: Plan, incident: Incident, monitor: string): boolean {
  const failure = incident.failing[monitor];
  if (failure === undefined) return false;
  const above = ancestors(plan, monitor);
  return above.some((name) => explains(incident.failing[name], failure)) || lingersAfter(plan, incident, monitor);
}

/**
 * What the monitor depends on failed with it and has recovered, and no check has seen the monitor fail since: it is no
 * suspect of its own yet, and nobody is woken by what is about to recover as well (I5, C1).
 */
export function lingersAfter(plan: Plan, incident: Incident, monitor: string): boolean {
  const { failing, recoveries = {}, sights } = incident;
  const since = failing[monitor]?.since ?? Number.POSITIVE_INFINITY;
  const ended = present(ancestors(plan, monitor).map((name) => (name in failing ? undefined : recoveries[name])));
  const last = Math.max(...ended.filter((at) => at > since));
  const seen = Object.values(sights[monitor] ?? {}).filter((sight) => isBad(sight.verdict));
  return Number.isFinite(last) && seen.every((sight) => sight.at <= last);
}

type Seen = Pick<Failure, 'verdict' | 'certainty'>;

/**
 * Whether what fails beneath is reason enough for what fails above it (I5). It has to be as bad: an ingress whose
 * certificate expires in three weeks hides no backend that is down, one that a minority cannot reach hides none that
 * nobody reaches, and one that fails now and then none that stays down (I3, I6).
 */
export const explains = (beneath: Seen | undefined, above: Seen): boolean =>
  beneath !== undefined &&
  (beneath.verdict === 'down' || above.verdict === 'degraded') &&
  (!LOCAL.includes(beneath.certainty) || above.certainty === beneath.certainty);

/** What is seen by some, or sometimes. */
const LOCAL: readonly Failure['certainty'][] = ['partial', 'intermittent'];
