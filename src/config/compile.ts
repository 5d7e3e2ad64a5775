import type { Plan, SeverityRule } from '../core/plan.ts';
import { compileChannels, compileEvidence, compileRemedy } from './compile/kinds.ts';
import { agentsOf, compileMonitors } from './compile/monitors.ts';
import { compilePolicy } from './compile/policy.ts';
import { compileMaintenance, compileWindow } from './compile/windows.ts';
import { compileDeploys } from './deploys.ts';
import { compileInbound } from './inbound.ts';
import type { Parsed, Registries } from './language.ts';

/** The parsed config with every default filled in (architecture.md: a compiled plan, plain JSON). */
export function compile(
  parsed: Parsed,
  { probes, channels, timezone: here }: Omit<Registries, 'remedies' | 'evidence'>,
): Plan {
  const timezone = parsed.timezone ?? here;
  const agents = agentsOf(parsed);
  const monitors = compileMonitors(parsed, agents, probes);
  const [first] = Object.values(monitors);
  const [host, port] = splitListen(parsed.console.listen);
  const { login, 'public-url': publicUrl, 'answer-key': answerKey, 'answer-key-before': before } = parsed.console;
  const deploys = compileDeploys(parsed.deploys);
  return {
    name: parsed.name ?? first?.group ?? 'tocsin',
    timezone,
    locations: ['here'],
    agents,
    monitors,
    rules: parsed.severity.map(compileRule),
    policy: compilePolicy(parsed, timezone),
    channels: compileChannels(parsed, channels),
    remedies: Object.fromEntries(
      Object.entries(parsed.remedies).map(([name, remedy]) => [name, compileRemedy(name, remedy)]),
    ),
    clusters: parsed.clusters,
    ...(Object.keys(parsed.evidence).length > 0 && { evidence: compileEvidence(parsed.evidence) }),
    maintenance: parsed.maintenance.map((window) => compileMaintenance(window, timezone, Object.keys(monitors))),
    freeze: parsed.freeze.map((window) => compileWindow(window, timezone)),
    ...(parsed.drills.length > 0 && {
      drills: parsed.drills.map(({ every, timezone: own, ...drill }) => ({
        ...drill,
        starts: every,
        timezone: own ?? timezone,
      })),
    }),
    inbound: compileInbound(parsed.inbound),
    ...(deploys && { deploys }),
    ...(parsed.control !== undefined && { control: parsed.control }),
    ...(parsed.heartbeat && { heartbeat: parsed.heartbeat.to }),
    reopenWindow: parsed['reopen-window'],
    allowNetworks: parsed['allow-networks'],
    console: {
      ...{ host, port },
      ...(publicUrl !== undefined && { publicUrl }),
      ...(login && { login }),
      ...(answerKey !== undefined && { answerKey }),
      ...(before !== undefined && { answerKeyBefore: before }),
    },
  };
}

function splitListen(listen: string): readonly [string, number] {
  const at = listen.lastIndexOf(':');
  return [listen.slice(0, at).replace(/^\[|\]$/g, ''), Number(listen.slice(at + 1))];
}

function compileRule(rule: Parsed['severity'][number]): SeverityRule {
  const { 'all-down': allDown, 'any-down': anyDown, degraded } = rule.when;
  const when = { ...(allDown && { allDown }), ...(anyDown && { anyDown }), ...(degraded && { degraded }) };
  return { when, then: rule.then, ...(rule.because !== undefined && { because: rule.because }) };
}

/** The regions to look from, as the config names them: where a simulation looks from. Agents are named by monitors. */
export function namedLocations({ locations = [] }: Parsed): readonly string[] {
  const named = locations.flatMap((place) =>
    typeof place === 'string' ? [place] : 'region' in place ? [place.region] : [],
  );
  return named.length > 0 ? named : ['here'];
}
