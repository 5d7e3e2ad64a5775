import { deploy } from '../../../functions/deploy.ts';
import { deployHooks } from '../../../functions/deploy-hooks.ts';
import { heartbeat } from '../../../functions/heartbeat.ts';
import { LocalChanges } from '../../../src/adapters/node/changes.ts';
import { channels } from '../../../src/channels/index.ts';
import { onCallNow } from '../../../src/core/escalation/oncall.ts';
import { sentence, upcoming } from '../../../src/core/message/sentence.ts';
import { agentHub } from '../../../src/local/agent/hub.ts';
import { within } from '../../../src/local/late.ts';
import { answerLinks } from '../../../src/runtime/answer-links.ts';
import { callbacksOf } from '../../../src/runtime/callbacks.ts';
import type { Simulation } from '../../../src/simulation/driver.ts';
import type { WebPorts } from '../../../src/web/ports.ts';
import { digest } from '../../../src/wire/sign.ts';

export const HOST = '127.0.0.1:4780';
/** Signs answer links in tests. */
export const ANSWER_KEY = 'a key of tests, 43 characters long, like it';

/** The web app's ports over a simulated Tocsin: the real engine on virtual time, its stores in memory. */
export function portsOf(simulation: Simulation, more: Partial<WebPorts> = {}): WebPorts {
  const { clock, stores } = simulation;
  return {
    plan: simulation.plan,
    clock,
    incidents: stores.incidents,
    policies: stores.policies,
    mutes: stores.mutes,
    history: stores.results,
    evidence: stores.evidence,
    examine: (name) => simulation.examine(name),
    outbox: {
      recent: async (limit) =>
        simulation.world.receipts
          .map(({ message, channel }) => ({ ...message, channel }))
          .reverse()
          .slice(0, limit),
    },
    changes: new LocalChanges(),
    explain: { sentence, upcoming, oncall: onCallNow },
    heartbeat: heartbeat({
      plan: () => simulation.plan,
      clock,
      heartbeats: stores.heartbeats,
      settings: async (monitor) => simulation.plan.monitors[monitor]?.settings ?? {},
    }),
    agent: agentHub({
      plan: () => simulation.plan,
      clock,
      ids: stores.ids,
      secrets: { get: async () => undefined },
      heartbeats: stores.heartbeats,
      take: (results) => stores.results.record(results),
    }).report,
    callback: callbacksOf({
      channels,
      within,
      plan: () => simulation.plan,
      clock,
      secrets: { get: async (name) => name },
      heads: () => stores.incidents.heads(),
      respond: (answer) => simulation.answer(answer),
      unreached: (page) => simulation.unreached(page),
      onError: (where, error) => (more.onError ?? console.error)(where, error),
    }),
    inbound: (input) => simulation.inbound(input),
    deployHooks: deployHooks({
      clock,
      ids: stores.ids,
      plan: () => simulation.plan,
      deploys: stores.deploys,
      announcer: { announce: async () => undefined },
      resolved: async (text) => text,
      digest,
    }),
    deploys: stores.deploys,
    deploy: deploy({
      clock,
      ids: stores.ids,
      plan: () => simulation.plan,
      deploys: stores.deploys,
      announcer: { announce: async () => undefined },
    }),
    drill: (input) => simulation.drill(input),
    respond: (answer) => simulation.answer(answer),
    links: answerLinks({
      plan: () => simulation.plan,
      secrets: { get: async () => undefined },
      own: async () => ANSWER_KEY,
    }),
    hosts: [HOST],
    started: clock.now(),
    version: '0.1.0',
    ...more,
  };
}
