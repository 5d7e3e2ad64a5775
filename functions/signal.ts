import type { Look } from '../src/core/check/look.ts';
import { type TransactPorts, transact } from '../src/core/incident/transact.ts';
import type { Ids } from '../src/core/ports.ts';

export interface SignalInput {
  readonly looks: readonly Look[];
}

/** Carries looks to the incidents of their groups: opens the group's one incident, or joins it (I4). */
export const signal =
  (ports: TransactPorts & { readonly ids: Ids }) =>
  async ({ looks }: SignalInput): Promise<{ readonly incidents: readonly string[] }> => {
    const plan = ports.plan();
    const groups = new Map<string, Look[]>();
    for (const look of looks) {
      const group = plan.monitors[look.monitor]?.group;
      if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), look]);
    }
    const incidents: string[] = [];
    for (const [group, mine] of groups) {
      const { incident } = await transact(ports, group, { type: 'signal', id: ports.ids.next(), looks: mine });
      if (incident) incidents.push(incident.id);
    }
    return { incidents };
  };
