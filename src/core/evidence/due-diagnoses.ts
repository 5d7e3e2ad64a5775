import { claims } from '../escalation/spent.ts';
import type { Context } from '../incident/event.ts';
import type { Incident } from '../incident/incident.ts';
import type { Due, Key } from '../incident/work.ts';
import { SECOND } from '../time/instant.ts';
import { sourcesOf } from './sources.ts';

/** So many monitors are looked into in one generation: more evidence than that nobody reads. */
const MOST = 8;

/** A page that nobody has accepted yet is tried again on another way: that is not to wait for a cluster, either. */
const UNTIL_REACHED = 15 * SECOND;

/** What runs the failing monitors is looked into once a generation, once a page has reached somebody: none waits for it (E7). */
export function dueDiagnoses(incident: Incident, context: Context): readonly Due[] {
  const firstPage = Math.min(...claims(incident));
  if (!Number.isFinite(firstPage)) return [];
  const reached = Object.values(incident.reached).map(({ since }) => since);
  const from = Math.max(firstPage, Math.min(firstPage + UNTIL_REACHED, ...reached));
  return subjects(incident, context).flatMap((monitor): readonly Due[] => {
    const key = diagnosisKey(incident, monitor);
    if (key in incident.effects) return [];
    return [{ kind: 'diagnose', key, at: Math.max(from, incident.failing[monitor]!.since), ask: { monitor } }];
  });
}

/** Whether evidence of a monitor is still to be taken, or is being taken: no remedy changes anything before it is. */
export function isDiagnosing(incident: Incident, monitor: string, context: Context): boolean {
  const taken = incident.effects[diagnosisKey(incident, monitor)];
  if (taken) return taken.state.is === 'claimed' && taken.state.lease > context.now;
  return dueDiagnoses(incident, context).some(({ ask }) => 'monitor' in ask && ask.monitor === monitor);
}

/** Failing monitors of which the config says what runs them, or whom to ask, in its order; each workload once. */
function subjects({ failing, muted }: Incident, { plan }: Context): readonly string[] {
  const seen = new Set<string>();
  return Object.values(plan.monitors)
    .filter(({ name, workload }) => {
      if (!(name in failing) || name in muted) return false;
      const what = workload && JSON.stringify(workload);
      const isNew = what !== undefined && !seen.has(what);
      if (isNew) seen.add(what);
      return isNew || sourcesOf(plan, name).length > 0;
    })
    .map(({ name }) => name)
    .slice(0, MOST);
}

const diagnosisKey = ({ generation }: Incident, monitor: string): Key => `diagnose/g${generation}/${monitor}`;
