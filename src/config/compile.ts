import { createHash } from 'node:crypto';
import type {
  ChannelPlan,
  LadderPlan,
  MonitorPlan,
  Plan,
  Policy,
  Reach,
  Reachable,
  RemedyPlan,
  Rotation,
  SeverityRule,
} from '../core/plan.ts';
import { SEVERITIES, type Severity } from '../core/severity/severity.ts';
import { MINUTE, SECOND } from '../core/time/instant.ts';
import { groupsOf } from './groups.ts';
import type { Parsed, Registries } from './language.ts';

const DEFAULTS = {
  interval: 60 * SECOND,
  timeout: 10 * SECOND,
  rounds: 2,
  apart: 5 * SECOND,
  recover: 2,
  severity: 'P2' as Severity,
  flaky: { bad: 5, of: 15 },
};
/** Who is paged where the config names nobody: whoever sits in front of the console. */
const OPERATOR = 'operator';

/** The parsed config with every default filled in (architecture.md: a compiled plan, plain JSON). */
export function compile(parsed: Parsed, { probes, channels, timezone: here }: Omit<Registries, 'remedies'>): Plan {
  const timezone = parsed.timezone ?? here;
  const agents = agentsOf(parsed);
  const monitors = Object.entries({ ...parsed.monitors, ...silences(parsed, agents) });
  const links = monitors.map(([name, monitor]: [string, Settings]) => ({
    name,
    dependsOn: (monitor['depends-on'] as string[] | undefined) ?? [],
  }));
  const groups = groupsOf(links, parsed.name);
  const first = links[0] ? groups.get(links[0].name)! : 'tocsin';
  const [host, port] = splitListen(parsed.console.listen);
  const { login, 'public-url': publicUrl } = parsed.console;
  return {
    name: parsed.name ?? first,
    timezone,
    locations: ['here'],
    agents,
    monitors: Object.fromEntries(
      monitors.map(([name, monitor]) => [
        name,
        compileMonitor(name, monitor, groups.get(name)!, parsed.defaults, probes),
      ]),
    ),
    rules: parsed.severity.map(compileRule),
    policy: compilePolicy(parsed, timezone),
    channels: compileChannels(parsed, channels),
    remedies: Object.fromEntries(
      Object.entries(parsed.remedies).map(([name, remedy]) => [name, compileRemedy(name, remedy)]),
    ),
    clusters: {},
    maintenance: [],
    freeze: [],
    ...(parsed.control !== undefined && { control: parsed.control }),
    reopenWindow: parsed['reopen-window'],
    allowNetworks: parsed['allow-networks'],
    console: { host, port, ...(publicUrl !== undefined && { publicUrl }), ...(login && { login }) },
  };
}

function splitListen(listen: string): readonly [string, number] {
  const at = listen.lastIndexOf(':');
  return [listen.slice(0, at).replace(/^\[|\]$/g, ''), Number(listen.slice(at + 1))];
}

type Settings = Readonly<Record<string, unknown>>;
interface Timing {
  readonly interval?: number | undefined;
  readonly timeout?: number | undefined;
  readonly confirm?: { readonly rounds?: number | undefined; readonly apart?: number | undefined } | undefined;
  readonly recover?: number | undefined;
}

function compileMonitor(
  name: string,
  parsed: Settings,
  group: string,
  defaults: Timing,
  probes: Registries['probes'],
): MonitorPlan {
  const {
    kind,
    interval,
    timeout,
    confirm,
    recover,
    'depends-on': dependsOn,
    severity,
    runbook,
    locations,
    workload: _,
    ...settings
  } = parsed;
  const own = { interval, timeout, confirm, recover } as Timing;
  return {
    name,
    kind: kind as string,
    group,
    interval: own.interval ?? defaults.interval ?? DEFAULTS.interval,
    timeout: own.timeout ?? defaults.timeout ?? DEFAULTS.timeout,
    confirm: {
      rounds: own.confirm?.rounds ?? defaults.confirm?.rounds ?? DEFAULTS.rounds,
      apart: own.confirm?.apart ?? defaults.confirm?.apart ?? DEFAULTS.apart,
    },
    recover: own.recover ?? defaults.recover ?? DEFAULTS.recover,
    dependsOn: (dependsOn as string[] | undefined) ?? [],
    severity: (severity as Severity | undefined) ?? DEFAULTS.severity,
    flaky: DEFAULTS.flaky,
    ...(runbook !== undefined && { runbook: runbook as string }),
    ...(locations !== undefined && { locations: locations as string[] }),
    ...(probes.get(kind as string)?.listens && { listens: true as const }),
    settings,
  };
}

/** The regions to look from, as the config names them: where a simulation looks from. Agents are named by monitors. */
export function namedLocations({ locations = [] }: Parsed): readonly string[] {
  const named = locations.flatMap((place) =>
    typeof place === 'string' ? [place] : 'region' in place ? [place.region] : [],
  );
  return named.length > 0 ? named : ['here'];
}

/** On one machine a list of regions is read as [here]; agents are themselves everywhere. */
const agentsOf = ({ locations = [] }: Parsed): Plan['agents'] =>
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

function compileRule(rule: Parsed['severity'][number]): SeverityRule {
  const { 'all-down': allDown, 'any-down': anyDown, degraded } = rule.when;
  const when = { ...(allDown && { allDown }), ...(anyDown && { anyDown }), ...(degraded && { degraded }) };
  return { when, then: rule.then, ...(rule.because !== undefined && { because: rule.because }) };
}

function compilePolicy(parsed: Parsed, timezone: string): Policy {
  const operator = { [OPERATOR]: { timezone, notify: [{ channel: 'console' }] } };
  const people = { ...reachables(parsed.people, timezone), ...(parsed.escalation ? {} : operator) };
  const escalation = parsed.escalation
    ? Object.fromEntries(SEVERITIES.flatMap((severity) => ladderOf(parsed.escalation?.[severity], severity)))
    : Object.fromEntries(
        SEVERITIES.map((severity) => [severity, { levels: [{ after: 0, page: OPERATOR }], repeat: 0 }]),
      );
  const rotations = Object.fromEntries(
    Object.entries(parsed.rotations).map(([name, { handoff, ...rest }]) => [
      name,
      {
        ...rest,
        handoff: { every: handoff.every, at: handoff.at, ...(handoff.on && { on: handoff.on }) },
      } satisfies Rotation,
    ]),
  );
  const policy = { escalation, roster: { people, teams: reachables(parsed.teams, timezone), rotations } };
  return { hash: createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 16), ...policy };
}

type ParsedLadder = NonNullable<Parsed['escalation']>[Severity];

/** P1's acknowledgement expires after 30 minutes unless the policy says otherwise (A4). */
function ladderOf(ladder: ParsedLadder, severity: Severity): [Severity, LadderPlan][] {
  if (!ladder) return [];
  const expires = ladder['acknowledgement-expires'] ?? (severity === 'P1' ? 30 * MINUTE : undefined);
  return [
    [
      severity,
      {
        levels: ladder.levels.map(({ page, after = 0 }) => ({ page, after })),
        repeat: ladder.repeat,
        ...(expires !== undefined && { acknowledgementExpires: expires }),
      },
    ],
  ];
}

type ParsedWay = string | Readonly<Record<string, unknown>>;

type ParsedReachable = { readonly timezone?: string | undefined; readonly notify: readonly ParsedWay[] };

const reachables = (all: Readonly<Record<string, ParsedReachable>>, zone: string): Record<string, Reachable> =>
  Object.fromEntries(
    Object.entries(all).map(([name, { timezone = zone, notify }]) => [
      name,
      { timezone, notify: notify.map(compileWay) },
    ]),
  );

function compileWay(way: ParsedWay): Reach {
  if (typeof way === 'string') return { channel: way };
  const [channel, to] = Object.entries(way).find(([key]) => key !== 'after')!;
  return {
    channel,
    ...(to !== null && to !== undefined && { to: String(to) }),
    ...(way.after !== undefined && { after: way.after as number }),
  };
}

/** The console is a channel of every config. */
function compileChannels(parsed: Parsed, kinds: Registries['channels']): Record<string, ChannelPlan> {
  const declared: Readonly<Record<string, Settings>> = {
    ...('console' in parsed.channels ? {} : { console: { kind: 'console' } }),
    ...parsed.channels,
  };
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, { kind, ...settings }]) => {
      const found = kinds.get(kind as string);
      return found ? [[name, { name, kind: found.kind, can: found.abilities?.(settings) ?? found.can, settings }]] : [];
    }),
  );
}

function compileRemedy(name: string, parsed: Settings): RemedyPlan {
  const {
    kind,
    monitor,
    mode,
    on,
    approvers,
    'verify-within': verifyWithin,
    ...settings
  } = parsed as Settings &
    Pick<RemedyPlan, 'kind' | 'monitor' | 'mode' | 'on' | 'approvers'> & { 'verify-within': number };
  return { name, kind, monitor, mode, on, approvers, verifyWithin, settings };
}
