import { LocalChanges } from '../adapters/node/changes.ts';
import type { OpenData } from '../adapters/node/open.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { randomIds } from '../adapters/system/ids.ts';
import { channels } from '../channels/index.ts';
import type { InboundSource, Plan } from '../core/plan.ts';
import type { IncidentStore, Outbox, ResultSink, Secrets, Sender } from '../core/ports.ts';
import { evidence } from '../evidence/index.ts';
import { probes } from '../probes/index.ts';
import { remedies } from '../remedies/index.ts';
import { announcerOf } from '../runtime/announcer.ts';
import { answerLinks } from '../runtime/answer-links.ts';
import { type ClusterPorts, clustersOf } from '../runtime/clusters.ts';
import { diagnoserOf } from '../runtime/diagnoser.ts';
import { configuredSources } from '../runtime/evidence/configured.ts';
import { looksOf } from '../runtime/evidence/subject.ts';
import { workloadSource } from '../runtime/evidence/workload.ts';
import { githubDeploymentsOf } from '../runtime/github-deployments.ts';
import { knownSecrets } from '../runtime/known-secrets.ts';
import { observerOf } from '../runtime/observer.ts';
import { compose } from '../runtime/platforms/compose.ts';
import { kubernetes } from '../runtime/platforms/kubernetes.ts';
import { remediesOf } from '../runtime/remedies/remedies.ts';
import { withSecrets } from '../runtime/secrets.ts';
import { senderOf } from '../runtime/sender.ts';
import { versionsOf } from '../runtime/versions.ts';
import { digest } from '../wire/sign.ts';
import { Metrics } from './metrics.ts';
import type { Reporter } from './reporter.ts';

export type ClusterHost = Pick<ClusterPorts, 'environment' | 'identity'>;

export interface PortOptions {
  readonly plan: Plan;
  readonly data: OpenData;
  readonly secrets: Secrets;
  readonly reporter: Reporter;
  /** Signs answer links where the config names no key. */
  readonly answerKey: string;
  /** How this host gets into clusters. */
  readonly host: ClusterHost;
}

/** This machine's ports, with what people watch attached: the page's live updates, the terminal, the metrics. */
export function localPorts({ plan: config, data, secrets, reporter, answerKey, host }: PortOptions) {
  const plan = () => config;
  const clock = systemClock;
  const platforms = [kubernetes(clustersOf({ plan, secrets, clock, ...host })), compose(host.environment)];
  const metrics = new Metrics();
  const changes = new LocalChanges();
  const outbox: Outbox = {
    put: async (message) => {
      await data.outbox.put(message);
      reporter.message(message);
      changes.announce();
    },
  };
  const sending = senderOf({ channels, clock, plan, secrets, outbox });
  const sender: Sender = {
    send: async (channel, message) => {
      const delivery = await sending.send(channel, message);
      metrics.sent(channel, message.type, delivery);
      return delivery;
    },
  };
  const results: ResultSink = {
    record: async (all) => {
      for (const result of all) {
        metrics.checked(result);
        reporter.checked(result);
      }
      await data.results.record(all);
      changes.announce();
    },
  };
  const observer = observerOf({ probes, platform: 'machine', clock, plan, secrets, heartbeats: data.heartbeats });
  const looksAt = looksOf({
    clock,
    observer,
    latest: () => data.results.latest(),
    latencies: (monitor, limit) => data.results.latencies(monitor, limit),
  });
  const { workloads } = data;
  return {
    plan,
    clock,
    ids: randomIds,
    changes,
    metrics,
    incidents: watched(data.incidents, reporter, () => changes.announce()),
    policies: data.policies,
    mutes: data.mutes,
    deploys: data.deploys,
    announcer: announcerOf({ channels, clock, plan, secrets }),
    ledger: data.ledger,
    memory: data.memory,
    results,
    history: data.results,
    outbox: data.outbox,
    heartbeats: data.heartbeats,
    settings: async (monitor: string) =>
      (await withSecrets(config.monitors[monitor]?.settings ?? {}, secrets)).settings,
    resolved: async (text: string) => (await withSecrets(text, secrets)).settings,
    digest,
    deployments: githubDeploymentsOf(clock),
    inboundToken: async (source: InboundSource) => {
      const token = config.inbound[source]?.token;
      return token === undefined ? undefined : (await withSecrets(token, secrets)).settings;
    },
    observer,
    sender,
    links: answerLinks({ plan, secrets, own: async () => answerKey }),
    versions: versionsOf({ plan, platforms }),
    evidence: data.evidence,
    diagnoser: diagnoserOf({
      plan,
      clock,
      evidence: data.evidence,
      sources: [
        workloadSource({ plan, platforms, workloads, known: () => knownSecrets(config, secrets) }),
        configuredSources({ kinds: evidence, plan, clock, secrets, platform: 'machine', looksAt }),
      ],
    }),
    workloads,
    remedies: remediesOf({ remedies, clock, plan, secrets, platforms, workloads }),
  };
}

/** The same store; every write that stays is reported. */
function watched(store: OpenData['incidents'], reporter: Reporter, announce: () => void): IncidentStore {
  return {
    head: (group) => store.head(group),
    file: (row) => store.file(row),
    rows: (incident) => store.rows(incident),
    archive: (incident) => store.archive(incident),
    archived: (id) => store.archived(id),
    heads: () => store.heads(),
    past: (limit) => store.past(limit),
    write: async (incident, expected) => {
      const answer = await store.write(incident, expected);
      if (answer === 'written') {
        for (const line of incident.unfiled?.lines ?? []) reporter.line(incident.id, line);
        announce();
      }
      return answer;
    },
  };
}
