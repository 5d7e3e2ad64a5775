import { drillsOf } from '../src/core/drill/history.ts';
import { drillsNow } from '../src/core/drill/scheduled.ts';
import { recipient } from '../src/core/escalation/roster.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Clock, IncidentStore } from '../src/core/ports.ts';
import type { drill } from './drill.ts';

export interface DrillPorts {
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly incidents: Pick<IncidentStore, 'head' | 'archived'>;
  readonly drill: ReturnType<typeof drill>;
}

/** Begins the drills that the config plans for now, each once: also after a restart, and again where a real incident was in the way. */
export async function plannedDrills({ clock, plan: today, incidents, drill: begin }: DrillPorts): Promise<void> {
  const plan = today();
  const now = clock.now();
  for (const { drill, since } of drillsNow(plan.drills ?? [], now)) {
    const context = { now, plan, policy: plan.policy, mutes: [], elsewhere: {} };
    const person = recipient(drill.page, context)?.name;
    const [last] = person === undefined ? [] : await drillsOf(incidents, plan, person);
    if (!last || last.at < since) await begin({ who: drill.page, severity: drill.severity, by: 'the schedule' });
  }
}
