import type { AgentCall, AgentReply } from '../../core/agent.ts';
import type { CheckResult } from '../../core/check/check.ts';
import { agentBeats, type HeartbeatStore } from '../../core/check/heartbeat.ts';
import { unseen } from '../../core/check/unseen.ts';
import { locationsOf, type Plan } from '../../core/plan.ts';
import type { Clock, Ids, Observer, Secrets } from '../../core/ports.ts';
import { inWords } from '../../core/time/instant.ts';
import { withSecrets } from '../../runtime/secrets.ts';
import { verify } from '../../wire/sign.ts';
import { AskDesk } from './desk.ts';
import { readReport } from './report.ts';

export interface HubPorts {
  readonly plan: () => Plan;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: Secrets;
  readonly heartbeats: HeartbeatStore;
  /** Takes results as if they had been seen here. */
  readonly take: (results: readonly CheckResult[]) => Promise<unknown>;
}

export interface AgentHub {
  /** A report of an agent: verified, taken, answered with what it is asked. */
  report(call: AgentCall): Promise<AgentReply>;
  /** Asks an agent to look now. Never throws for its silence: that is `unknown`. */
  look(monitor: string, location: string, slot: number): Promise<CheckResult>;
}

/** How long the way to an agent and back may take, in ms, beside the check itself. */
const WAY = 5_000;

/** This side of the agents: whoever has a location's key reports for it. */
export function agentHub(ports: HubPorts): AgentHub {
  const desks = new Map<string, AskDesk>();
  const deskOf = (location: string): AskDesk => {
    const desk = desks.get(location) ?? new AskDesk();
    desks.set(location, desk);
    return desk;
  };
  return {
    report: async (call) => {
      const refusal = await refuse(ports, call);
      if (refusal) return refusal;
      const { location } = call;
      const report = readReport(call.body);
      if (!report) return { ok: false, status: 400, text: 'the report is not one: are both sides of one version?' };
      await ports.heartbeats.beat(agentBeats(location), { at: ports.clock.now(), outcome: 'ok' });
      const plan = ports.plan();
      const isOurs = ({ monitor }: CheckResult) =>
        plan.monitors[monitor] !== undefined && locationsOf(plan, monitor).includes(location);
      const [known, unknown] = [report.results.filter(isOurs), report.results.filter((each) => !isOurs(each))];
      // Wherever it says that it was: a key is good for one place.
      await ports.take(known.map((each) => ({ ...each, location })));
      const desk = deskOf(location);
      for (const { ask, result } of report.answers) if (isOurs(result)) desk.answer(ask, { ...result, location });
      const asks = await desk.fetch(report.wait, call.gone);
      return { ok: true, answer: { asks, ignored: [...new Set(unknown.map(({ monitor }) => monitor))] } };
    },
    look: async (monitor, location, slot) => {
      const timeout = ports.plan().monitors[monitor]?.timeout ?? 0;
      const startedAt = ports.clock.now();
      const result = await deskOf(location).ask({ id: ports.ids.next(), monitor, slot }, timeout + WAY);
      return result?.monitor === monitor ? { ...result, slot } : silent(monitor, location, slot, startedAt);
    },
  };
}

/** Looks where each location is: through its agent, or as `local` does. */
export const withAgents = (local: Observer, hub: Pick<AgentHub, 'look'>, plan: () => Plan): Observer => ({
  look: (monitor, location, slot) =>
    Object.hasOwn(plan().agents, location) ? hub.look(monitor, location, slot) : local.look(monitor, location, slot),
  control: () => local.control(),
});

/** Why a call is not believed. An unknown location is answered like a wrong key. */
async function refuse(
  { plan, clock, secrets }: HubPorts,
  { location, ...call }: AgentCall,
): Promise<(AgentReply & { readonly ok: false }) | undefined> {
  const agent = Object.hasOwn(plan().agents, location) ? plan().agents[location] : undefined;
  const key = agent && (await withSecrets(agent.key, secrets)).settings;
  const verified = key === undefined ? 'forged' : verify(key, clock.now(), call);
  if (verified === 'ours') return undefined;
  const text =
    verified === 'forged'
      ? `no agent '${location}' has this key: both sides need the same entry in \`locations\``
      : `the agent's clock is ${inWords(Math.abs(verified.offBy))} ${verified.offBy < 0 ? 'behind' : 'ahead of'} this one: correct it`;
  return { ok: false, status: 401, text };
}

const silent = (monitor: string, location: string, slot: number, startedAt: number): CheckResult =>
  unseen({ monitor, location, slot, startedAt }, `the agent at ${location} does not answer`);
