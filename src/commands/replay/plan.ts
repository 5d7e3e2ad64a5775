import { resolve } from 'node:path';
import { configIn } from '../../config/config.ts';
import { formatProblems } from '../../config/problem.ts';
import type { History } from '../../core/incident/history.ts';
import type { Plan } from '../../core/plan.ts';
import type { Script } from '../../simulation/replay/script.ts';
import { DEFAULT_CONFIG } from '../config-file.ts';
import { EXIT, Failure, type Io } from '../io.ts';

export interface ReplayPlan {
  readonly plan: Plan;
  /** What it is called in the heading. */
  readonly name: string;
  /** Monitors of the record that this config does not have. */
  readonly gone: readonly string[];
}

/** The config to replay with: `-f`; else the record's own, or tocsin.yaml, with the policy that the incident followed. */
export function planFor(history: History, script: Script, file: string | undefined, io: Io): ReplayPlan {
  const { policy } = history;
  // A config that names no zone is read in the zone of then.
  const zone = history.plan?.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const given = file === undefined ? (history.plan ?? read(DEFAULT_CONFIG, zone, io)) : read(file, zone, io);
  const plan = file === undefined && policy ? { ...given, policy } : given;
  const seen = [...new Set(script.looks.map(({ look }) => look.monitor))];
  const groups = new Set(seen.flatMap((name) => plan.monitors[name]?.group ?? []));
  if (groups.size === 0 && seen.length > 0)
    throw new Failure(
      `${file ?? DEFAULT_CONFIG} has none of the monitors of ${history.incident.id}: ${seen.join(', ')}`,
      EXIT.config,
    );
  const monitors = Object.fromEntries(Object.entries(plan.monitors).filter(([, { group }]) => groups.has(group)));
  const locations = [...new Set(script.looks.map(({ look }) => look.location))];
  return {
    plan: { ...plan, monitors, locations: locations.length > 0 ? locations : plan.locations },
    name: file ?? (history.plan ? 'its own config' : `${DEFAULT_CONFIG} and its own policy`),
    gone: seen.filter((name) => !plan.monitors[name]),
  };
}

function read(file: string, zone: string, io: Io): Plan {
  const loaded = configIn(zone).file(resolve(io.directory, file));
  if (loaded.ok) return loaded.plan;
  throw new Failure(formatProblems(loaded.problems.map((problem) => ({ ...problem, file }))), EXIT.config);
}
