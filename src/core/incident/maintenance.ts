import type { MaintenancePlan, Plan } from '../plan.ts';
import type { Instant } from '../time/instant.ts';
import { nextWindow, windowAt } from '../time/window.ts';
import type { Mute } from './mute.ts';

/** Every mute in force at `now`: those that people set, and planned maintenance, which is the same idea (M1). */
export const mutesAt = (plan: Plan, set: readonly Mute[], now: Instant): readonly Mute[] =>
  plan.maintenance.length === 0 ? set : [...set, ...plan.maintenance.flatMap((planned) => muteOf(planned, now))];

/** When maintenance begins for one of these monitors next; what is due then must not be sent any more (M1). */
export const maintenanceStarts = (plan: Plan, monitors: readonly string[], now: Instant): readonly Instant[] =>
  plan.maintenance
    .filter((planned) => planned.monitors.some((name) => monitors.includes(name)))
    .flatMap((planned) => nextWindow(planned, now)?.from ?? []);

function muteOf(planned: MaintenancePlan, now: Instant): readonly Mute[] {
  const { name, monitors } = planned;
  const at = windowAt(planned, now);
  return at
    ? [{ id: `maintenance-${name}`, monitors, ...at, why: `planned: ${name}`, by: 'the config', planned: true }]
    : [];
}
