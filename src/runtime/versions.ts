import type { Plan } from '../core/plan.ts';
import type { Versions } from '../core/ports.ts';
import { type Platform, placedOn } from './platforms/platform.ts';

/** Milliseconds for a look. */
const PATIENCE = 5_000;

/** What runs monitors, as their platforms have it. Throws where it cannot be had. */
export const versionsOf = ({
  plan,
  platforms,
}: {
  readonly plan: () => Plan;
  readonly platforms: readonly Platform[];
}): Versions => ({
  current: async (monitor) => {
    const found = placedOn(platforms, plan(), monitor);
    if (!found) return undefined;
    const { hash, label } = await found.placed.running(PATIENCE);
    return { workload: found.placed.key, version: hash, label, by: found.platform.called };
  },
});
