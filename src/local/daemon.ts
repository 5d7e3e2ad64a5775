import { learnDeploys } from '../../functions/learn-deploys.ts';
import { plannedDrills } from '../../functions/planned-drills.ts';
import { recorder } from '../../functions/recorder.ts';
import { ownAnswerKey } from '../adapters/node/answer-key.ts';
import { type OpenData, openData } from '../adapters/node/open.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { channels } from '../channels/index.ts';
import { resolveDeep, secretsIn } from '../config/secrets.ts';
import { onCallNow } from '../core/escalation/oncall.ts';
import { sentence, upcoming } from '../core/message/sentence.ts';
import type { Plan } from '../core/plan.ts';
import type { Secrets } from '../core/ports.ts';
import { callbacksOf } from '../runtime/callbacks.ts';
import { MissingSecret } from '../runtime/secrets.ts';
import { webApp } from '../web/app.ts';
import type { Demo } from '../web/ports.ts';
import { agentHub, withAgents } from './agent/hub.ts';
import { within } from './late.ts';
import { type ClusterHost, localPorts } from './ports.ts';
import { startPulse } from './pulse.ts';
import type { Reporter } from './reporter.ts';
import { startRunner } from './runner.ts';
import { startScheduler } from './scheduler.ts';
import { ListenError, startServer } from './server.ts';
import { localSteps } from './steps.ts';
import { wellness } from './wellness.ts';

export interface DaemonOptions {
  readonly plan: Plan;
  readonly directory: string;
  /** Stores that are open already; it closes them. @default - the directory's */
  readonly data?: OpenData;
  readonly secrets: Secrets;
  readonly reporter: Reporter;
  readonly version: string;
  /** How this host gets into clusters. */
  readonly host: ClusterHost;
  readonly demo?: Demo;
}

export interface Daemon {
  readonly url: string;
  /** Stops checking, lets what is under way end, and closes everything. */
  stop(): Promise<void>;
}

/** The location of the process with the console. */
const HERE = 'here';
const WATCH_EVERY = 15_000;
const DRILLS_EVERY = 30_000;
/** What runs is looked at each minute (G2). */
const RECORD_EVERY = 60_000;
/** The page's ages and countdowns stay true even when nothing happens. */
const ANNOUNCE_EVERY = 10_000;

/** The whole of Tocsin in one process: scheduler, workflow runner, recovery, console. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { plan, directory, reporter } = options;
  const data = options.data ?? openData({ directory, clock: systemClock });
  try {
    return await start(options, data);
  } catch (error) {
    data.close();
    throw error;
  }

  async function start({ secrets, demo, version, host }: DaemonOptions, stores: OpenData): Promise<Daemon> {
    const ports = localPorts({ plan, data: stores, secrets, reporter, host, answerKey: ownAnswerKey(directory) });
    // A key that cannot be used is said now, not when the first page goes out without its link.
    await ports.links.read('');
    const onError = (where: string, error: unknown) => {
      ports.metrics.failed(where);
      reporter.error(where, error);
    };
    const well = wellness(ports.clock);
    // Steps need the runner to start runs, the runner needs the steps: the first run can only start once both are there.
    const hub = agentHub({ ...ports, secrets, take: (results) => steps.take(results) });
    const observer = withAgents(ports.observer, hub, ports.plan);
    const steps = localSteps({ ...ports, observer, onError, runs: { start: (run) => runner.start(run) } });
    const runner = startRunner({
      steps: {
        decide: steps.decide,
        confirm: steps.confirm,
        page: steps.page,
        tell: steps.tell,
        remedy: steps.remedy,
        emergency: emergency(reporter, well.troubled),
      },
      onError,
    });
    // Known once the port is: a config or a test may ask for any free one.
    const hosts: string[] = [];
    const app = webApp({
      ...ports,
      plan,
      respond: steps.respond,
      deploy: steps.deploy,
      deployHooks: steps.deployHooks,
      drill: steps.drill,
      examine: steps.examine,
      heartbeat: steps.heartbeat,
      inbound: steps.inbound,
      agent: hub.report,
      callback: callbacksOf({
        ...ports,
        channels,
        within,
        secrets,
        heads: () => ports.incidents.heads(),
        respond: steps.respond,
        unreached: steps.unreached,
        onError,
      }),
      explain: { sentence, upcoming, oncall: onCallNow },
      metrics: () => ports.metrics.text(ports.incidents, scheduler.dropped()),
      hosts,
      version,
      started: ports.clock.now(),
      onError,
      onNotice: (text) => reporter.notice(text),
      ...(demo && { demo }),
      ...(await loginOf(plan, secrets)),
    });
    const server = await startServer(app, plan.console.host, plan.console.port);
    hosts.push(...allowedHosts(plan, server.port));
    // Open incidents go on before anything new is looked at (rule 4).
    await steps.watch({ all: true });
    const scheduler = startScheduler({
      clock: ports.clock,
      plan: ports.plan,
      location: HERE,
      probe: (monitor, slot) => steps.probe({ monitors: [monitor], location: HERE, slot }),
      onError,
    });
    const listen = () =>
      ports.heartbeats.listen(ports.clock.now()).catch((error: unknown) => onError('heartbeats', error));
    await listen();
    const look = recorder({ ...ports, latest: () => ports.history.latest(), onError });
    const record = () => void look().catch((error: unknown) => onError('what runs', error));
    const learn = learnDeploys({ ...ports, onError });
    const ask = () => void learn().catch((error: unknown) => onError('deploys', error));
    record();
    ask();
    const timers = [
      setInterval(record, RECORD_EVERY),
      setInterval(ask, RECORD_EVERY),
      setInterval(listen, WATCH_EVERY),
      setInterval(
        () => void steps.watch({}).then(well.looked, (error: unknown) => onError('watch', error)),
        WATCH_EVERY,
      ),
      setInterval(
        () => void plannedDrills({ ...ports, drill: steps.drill }).catch((error: unknown) => onError('drills', error)),
        DRILLS_EVERY,
      ),
      setInterval(() => ports.changes.announce(), ANNOUNCE_EVERY),
    ];
    const pulse =
      plan.heartbeat === undefined
        ? undefined
        : startPulse({ to: plan.heartbeat, secrets, isWell: well.isWell, onError });
    return {
      url: server.url,
      stop: async () => {
        pulse?.stop();
        for (const timer of timers) clearInterval(timer);
        await server.stop();
        await scheduler.stop();
        await runner.stop();
        stores.close();
      },
    };
  }
}

/** Rule 8, on this machine: the shortest ways to people are the terminal, and a heartbeat that stops. */
const emergency =
  (reporter: Reporter, troubled: () => void) =>
  async ({ Message }: { readonly Message: string }) => {
    troubled();
    reporter.error('emergency', new Error(Message));
    return {};
  };

/** A console on loopback answers to its own names only; a public one to its public name as well. */
function* allowedHosts(plan: Plan, port: number): Iterable<string> {
  const { host, publicUrl } = plan.console;
  for (const name of new Set([host, '127.0.0.1', 'localhost', '[::1]'])) yield `${name}:${port}`;
  if (publicUrl !== undefined) yield new URL(publicUrl).host;
}

/** Off loopback, a login is required: nobody else's network may acknowledge. */
async function loginOf(plan: Plan, secrets: Secrets) {
  const { login, host } = plan.console;
  const isLoopback = /^(127\.|localhost$|::1$)/.test(host);
  if (!login) {
    if (isLoopback) return {};
    throw new ListenError(
      `the console would listen on ${host} for everyone: set console.login, or listen on 127.0.0.1`,
    );
  }
  const values = new Map(
    await Promise.all(secretsIn(login).map(async (name) => [name, await secrets.get(name)] as const)),
  );
  const missing = [...values].find(([, value]) => value === undefined);
  if (missing) throw new MissingSecret(missing[0]);
  return { login: resolveDeep(login, (name) => values.get(name)) };
}
