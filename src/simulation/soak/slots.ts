import type { Incident } from '../../core/incident/incident.ts';
import { isOver } from '../../core/incident/over.ts';
import type { Plan } from '../../core/plan.ts';
import type { ProberMemory } from '../../core/ports.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { VirtualClock } from '../clock.ts';
import { look, monitorsAt } from './probing.ts';
import type { Truth } from './truth.ts';

export interface SlotsOptions {
  readonly clock: VirtualClock;
  readonly truth: Truth;
  readonly plan: () => Plan;
  readonly memory: ProberMemory;
  /** The newest record of each group. */
  readonly newest: ReadonlyMap<string, Incident>;
  /** Signals that are still on their way. */
  readonly late: () => number;
  readonly probe: (monitors: readonly string[], location: string, slot: Instant) => void;
}

/**
 * Looks at one group from one location, slot by slot, while anything there is not well. A good look at a group that
 * has no incident changes nothing but the prober's memory: those slots are only remembered, so that healthy hours
 * cost nothing. Never ends.
 */
export async function slots(
  { clock, truth, plan, memory, newest, late, probe }: SlotsOptions,
  group: string,
  location: string,
  from: Instant,
  interval: number,
): Promise<void> {
  /** Healthy slots from `slot` on, as the prober would have remembered them; it remembers 15. */
  const remember = async (monitors: readonly string[], slot: Instant, count: number) => {
    for (const monitor of monitors)
      for (let n = Math.max(0, count - 15); n < count; n++) {
        const at = slot + n * interval;
        await memory.record({ ...look(truth, monitor, location, at, at), verdict: 'up' }, plan());
      }
  };
  for (let slot = from; ; ) {
    await clock.until(slot);
    slot = clock.now();
    const monitors = monitorsAt(plan(), group, location);
    const head = newest.get(group);
    if ((head && !isOver(head)) || truth.isTroubled(monitors, slot)) {
      if (!truth.isLost(location, slot)) probe(monitors, location, slot);
      slot += interval;
      continue;
    }
    const next = truth.nextTrouble(monitors, slot);
    // What a late signal opens is looked at from its next slot on.
    const skipped = next === undefined || late() > 0 ? 1 : Math.ceil((next - slot) / interval);
    await remember(monitors, slot, skipped);
    slot += skipped * interval;
  }
}
