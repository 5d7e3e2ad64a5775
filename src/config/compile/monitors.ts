import type { MonitorPlan, Plan } from '../../core/plan.ts';
import type { Severity } from '../../core/severity/severity.ts';
import { MINUTE, SECOND } from '../../core/time/instant.ts';
import { groupsOf } from '../groups.ts';
import type { Parsed, Registries } from '../language.ts';

const DEFAULTS = {
  interval: 60 * SECOND,
  timeout: 10 * SECOND,
  rounds: 2,
  apart: 5 * SECOND,
  recover: 2,
  severity: 'P2' as Severity,
  flaky: { bad: 5, of: 15 },
};

/** A kind's settings are a record of their own; zod cannot name what a registry holds. */
type Settings = Readonly<Record<string, unknown>>;
type Shared = Parsed['defaults'];
type Own = Shared & {
  readonly kind: string;
  readonly 'depends-on'?: readonly string[];
  readonly severity?: Severity;
  readonly impact?: string;
  readonly runbook?: string;
  readonly locations?: readonly string[];
  readonly workload?: Readonly<Record<string, string>>;
};

/** Every monitor with its group and every default filled in, those that watch the agents among them. */
export function compileMonitors(
  parsed: Parsed,
  agents: Plan['agents'],
  probes: Registries['probes'],
): Plan['monitors'] {
  const all = Object.entries<Settings>({ ...parsed.monitors, ...silences(parsed, agents) });
  const links = all.map(([name, monitor]) => ({
    name,
    dependsOn: (monitor['depends-on'] as string[] | undefined) ?? [],
  }));
  const groups = groupsOf(links, parsed.name);
  return Object.fromEntries(
    all.map(([name, monitor]) => [
      name,
      compileMonitor(name, monitor as Settings & Own, groups.get(name)!, parsed.defaults, probes),
    ]),
  );
}

function compileMonitor(
  name: string,
  parsed: Settings & Own,
  group: string,
  defaults: Shared,
  probes: Registries['probes'],
): MonitorPlan {
  const {
    kind,
    interval = defaults.interval ?? DEFAULTS.interval,
    timeout = defaults.timeout ?? DEFAULTS.timeout,
    confirm,
    recover = defaults.recover ?? DEFAULTS.recover,
    'depends-on': dependsOn = [],
    severity = DEFAULTS.severity,
    flaky = defaults.flaky ?? DEFAULTS.flaky,
    slo = defaults.slo,
    baseline = defaults.baseline,
    workload,
    impact,
    runbook,
    locations,
    ...settings
  } = parsed;
  return {
    name,
    kind,
    group,
    interval,
    timeout,
    confirm: {
      rounds: confirm?.rounds ?? defaults.confirm?.rounds ?? DEFAULTS.rounds,
      apart: confirm?.apart ?? defaults.confirm?.apart ?? DEFAULTS.apart,
    },
    recover,
    dependsOn,
    severity,
    flaky,
    ...(slo !== undefined && { slo }),
    ...(baseline && { baseline }),
    ...(workload && { workload }),
    ...(impact !== undefined && { impact }),
    ...(runbook !== undefined && { runbook }),
    ...(locations && { locations }),
    ...(probes.get(kind)?.listens && { listens: true as const }),
    ...(probes.get(kind)?.isLight?.(settings as never) && { light: true as const }),
    settings,
  };
}

/** On one machine a list of regions is read as [here]; agents are themselves everywhere. */
export const agentsOf = ({ locations = [] }: Parsed): Plan['agents'] =>
  Object.fromEntries(
    locations.flatMap((place) =>
      typeof place === 'object' && 'agent' in place ? [[place.agent, { key: place.key }]] : [],
    ),
  );

/** An agent that falls silent is somebody's business: where no monitor waits for its reports, one is made. */
function silences({ monitors }: Parsed, agents: Plan['agents']): Readonly<Record<string, Settings>> {
  const waited = Object.values(monitors).flatMap(({ from }: Settings) =>
    typeof from === 'object' && from !== null && 'agent' in from ? [from.agent] : [],
  );
  const missing = Object.keys(agents).filter((name) => !waited.includes(name) && !(`agent-${name}` in monitors));
  return Object.fromEntries(
    missing.map((agent) => [
      `agent-${agent}`,
      { kind: 'heartbeat', every: MINUTE, grace: 4 * MINUTE, from: { agent }, locations: ['here'] },
    ]),
  );
}
