import type { DeployInput } from '../../functions/deploy.ts';
import type { DeployHooks } from '../../functions/deploy-hooks.ts';
import type { DrillInput } from '../../functions/drill.ts';
import type { Examined } from '../../functions/examine.ts';
import type { HeartbeatInput } from '../../functions/heartbeat.ts';
import type { InboundInput, InboundReply } from '../../functions/inbound.ts';
import type { AgentCall, AgentReply } from '../core/agent.ts';
import type { CallbackCall, CallbackReply } from '../core/callback.ts';
import type { OnCallNow } from '../core/escalation/oncall.ts';
import type { Answer, AnswerReply } from '../core/incident/answer.ts';
import type { Context } from '../core/incident/event.ts';
import type { Incident } from '../core/incident/incident.ts';
import type { Plan } from '../core/plan.ts';
import type {
  AnswerLinkReader,
  Changes,
  Clock,
  DeployStore,
  EvidenceStore,
  IncidentStore,
  MuteStore,
  OutboxReader,
  PolicyStore,
  ResultHistory,
} from '../core/ports.ts';
import type { Instant } from '../core/time/instant.ts';

/** The demo's shop, as the console sees it. */
export interface Demo {
  readonly faults: readonly { readonly name: string; readonly label: string; readonly text: string }[];
  break(what: string): Promise<void>;
  repair(): Promise<void>;
  broken(): readonly string[];
}

/** The engine in words. */
export interface Explain {
  sentence(incident: Incident, context: Context): string;
  upcoming(incident: Incident, context: Context): { readonly at: Instant; readonly text: string } | null;
  oncall(plan: Plan, now: Instant): readonly OnCallNow[];
}

/** What every app needs to show an incident and to change it. */
type Common =
  | 'plan'
  | 'clock'
  | 'incidents'
  | 'evidence'
  | 'policies'
  | 'mutes'
  | 'explain'
  | 'respond'
  | 'version'
  | 'onError';

/** What can be asked and answered without a browser: nothing of it is open to everyone. */
export type ApiPorts = Pick<
  WebPorts,
  Common | 'history' | 'outbox' | 'deploys' | 'deploy' | 'drill' | 'examine' | 'demo' | 'metrics' | 'started'
>;

/** What answers and reports need, wherever they arrive: each is let in by a token or a signature of its own. */
export type DoorPorts = Pick<WebPorts, Common | 'heartbeat' | 'inbound' | 'deployHooks' | 'links' | 'callback'>;

/** What the console and its API need: everything is read, only `respond` changes something. */
export interface WebPorts {
  /** Read anew for every request: a getter follows a reloaded config. */
  readonly plan: Plan;
  readonly clock: Clock;
  readonly incidents: IncidentStore;
  readonly policies: PolicyStore;
  readonly mutes: MuteStore;
  readonly evidence: Pick<EvidenceStore, 'of'>;
  readonly history: ResultHistory;
  readonly outbox: OutboxReader;
  readonly changes: Changes;
  readonly respond: (answer: Answer) => Promise<AnswerReply>;
  /** What went live. */
  readonly deploys: Pick<DeployStore, 'since'>;
  readonly deploy: (input: DeployInput) => Promise<AnswerReply>;
  /** Takes what tools say of deploys. */
  readonly deployHooks: DeployHooks;
  /** What a remedy would do now, and every guard's verdict; `undefined` where there is no such remedy. */
  readonly examine: (remedy: string) => Promise<Examined | undefined>;
  /** Begins a drill. */
  readonly drill: (input: DrillInput) => Promise<AnswerReply>;
  /** Takes a job's report. */
  readonly heartbeat: (input: HeartbeatInput) => Promise<'kept' | 'refused'>;
  /** Takes what other tools report. */
  readonly inbound: (input: InboundInput) => Promise<InboundReply>;
  /** Takes what an agent reports, and gives it what it is asked. */
  readonly agent: (call: AgentCall) => Promise<AgentReply>;
  /** Reads the links by which people answer. */
  readonly links: AnswerLinkReader;
  /** Takes what channels' providers send of their own accord. */
  readonly callback: (call: CallbackCall) => Promise<CallbackReply>;
  readonly explain: Explain;
  readonly demo?: Demo;
  readonly metrics?: () => Promise<string>;
  /** Required from everyone where set; the password as resolved. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Names with ports that a Host header may carry. */
  readonly hosts: readonly string[];
  readonly started: Instant;
  readonly version: string;
  /** Told of what only the operator can do. */
  readonly onNotice?: (text: string) => void;
  /** Told of surprises, of which a client only learns "500". */
  readonly onError?: (where: string, error: unknown) => void;
}
