import type { Plan } from '../../core/plan.ts';
import type { Slot } from '../../core/scenario/scenario.ts';
import { SEVERITIES } from '../../core/severity/severity.ts';

/** The names that a config knows, for what a scenario may speak of. */
export interface Known {
  readonly monitor: readonly string[];
  readonly channel: readonly string[];
  /** Whoever can be paged: people, teams, and rotations for whoever is on call. */
  readonly reachable: readonly string[];
  readonly remedy: readonly string[];
  readonly part: readonly string[];
  readonly location: readonly string[];
}

/** Of a plan, looked at from these locations and those that its monitors name. */
export function namesOf(plan: Plan, locations: readonly string[]): Known {
  const { people, teams, rotations } = plan.policy.roster;
  const monitors = Object.values(plan.monitors);
  return {
    monitor: Object.keys(plan.monitors),
    channel: Object.keys(plan.channels),
    reachable: [people, teams, rotations].flatMap((all) => Object.keys(all)),
    remedy: Object.keys(plan.remedies),
    part: [...new Set(monitors.flatMap(({ settings }) => partsIn(settings)))],
    location: [...new Set([...locations, ...monitors.flatMap((monitor) => monitor.locations ?? [])])],
  };
}

const partsIn = ({ parts }: Readonly<Record<string, unknown>>): readonly string[] =>
  typeof parts === 'object' && parts !== null ? Object.keys(parts) : [];

/** What may stand at a capital word of a sentence, where that is a name. */
export function choicesFor(slot: Slot, known: Known): readonly string[] | undefined {
  const rows: Readonly<Partial<Record<Slot, readonly string[]>>> = {
    severity: SEVERITIES,
    person: known.reachable,
    channel: known.channel,
    monitor: known.monitor,
    remedy: known.remedy,
  };
  return rows[slot];
}
