import type { CheckResult, Screenshot, Verdict } from './check/check.ts';
import type { Weighed } from './check/look.ts';
import type { Deploy } from './deploy/deploy.ts';
import type { GithubDeployment, GithubStatus } from './deploy/github.ts';
import type { GithubDeploys } from './deploy/sources.ts';
import type { Delivery } from './escalation/delivery.ts';
import type { LedgerPage } from './escalation/ledger.ts';
import type { Diagnosed, Evidence } from './evidence/evidence.ts';
import type { Incident, Row } from './incident/incident.ts';
import type { Mute } from './incident/mute.ts';
import type { Control } from './incident/work.ts';
import type { Message, Offer } from './message/message.ts';
import type { Plan, Policy } from './plan.ts';
import type { Applied, Grounds, Planned, RemedyIntent, Verified } from './remedy/remedy.ts';
import type { WorkloadMemory } from './remedy/workload-memory.ts';
import type { Instant } from './time/instant.ts';
import type { PatrolMemory } from './watch/memory.ts';

/** The only source of time. */
export interface Clock {
  now(): Instant;
}

/** Ids of events: unique, never guessed from. */
export interface Ids {
  next(): string;
}

/** Heads, rows and archive. Single-item conditional writes only, so that SQLite, DynamoDB and memory are one contract. */
export interface IncidentStore {
  /** The group's current (or last) incident; consistent. */
  head(group: string): Promise<Incident | null>;
  /** Writes the head if the stored version is `expected` (0: none is stored). */
  write(incident: Incident, expected: number): Promise<'written' | 'conflict'>;
  /** Files a row; the same incident and version again is the same row. */
  file(row: Row): Promise<void>;
  /** All rows of an incident, oldest first. */
  rows(incident: string): Promise<readonly Row[]>;
  /** Keeps an ended incident; again overwrites. */
  archive(incident: Incident): Promise<void>;
  archived(id: string): Promise<Incident | null>;
  /** Every group's head, ended ones included. */
  heads(): Promise<readonly Incident[]>;
  /** Archived incidents, newest first. */
  past(limit: number): Promise<readonly Incident[]>;
}

/** Policies by content hash: an open incident keeps the one it opened under (E1). */
export interface PolicyStore {
  keep(policy: Policy): Promise<void>;
  get(hash: string): Promise<Policy | null>;
}

export interface MuteStore {
  /** Mutes not yet over at `now`. */
  current(now: Instant): Promise<readonly Mute[]>;
  add(mute: Mute): Promise<void>;
  /** Ends a mute at `at`; an unknown id is nothing. */
  end(id: string, at: Instant): Promise<void>;
}

/** What went live. */
export interface DeployStore {
  /** Keeps a deploy; the same id again is the same deploy. */
  record(deploy: Deploy): Promise<void>;
  /** Deploys at or after `at`, newest first. */
  since(at: Instant): Promise<readonly Deploy[]>;
}

/** GitHub's deployments of one repository; both throw where GitHub does not answer as it should. */
export interface Deployments {
  /** To one environment, newest first. */
  readonly newest: (repository: string, from: GithubDeploys) => Promise<readonly GithubDeployment[]>;
  /** Of one deployment, newest first. */
  readonly statuses: (repository: string, id: number, from: GithubDeploys) => Promise<readonly GithubStatus[]>;
}

/** Tells a provider that keeps a history of changes; `undefined` of channels that keep none. */
export interface Announcer {
  announce(channel: string, deploy: Deploy): Promise<Delivery | undefined>;
}

/** Per-person page counts (I4), written conditionally by the page step. */
export interface LedgerStore {
  read(person: string): Promise<{ readonly page: LedgerPage; readonly version: number } | null>;
  write(person: string, page: LedgerPage, expected: number): Promise<'written' | 'conflict'>;
}

export interface RunningVersion {
  readonly workload: string;
  /** The same for the same content. */
  readonly version: string;
  /** What people call it. */
  readonly label: string;
  /** The platform, as people call it. */
  readonly by: string;
}

/** What runs a monitor, as its platform has it now; `undefined` where its plan does not say what that is. */
export interface Versions {
  /** Throws where it cannot be had. */
  current(monitor: string): Promise<RunningVersion | undefined>;
}

/** What is known of each thing that remedies may touch: `prod/shop/deployment/backend` (G2, G3). */
export interface WorkloadStore {
  read(workload: string): Promise<{ readonly memory: WorkloadMemory; readonly version: number } | null>;
  /** Writes the memory if the stored version is `expected` (0: none is stored). */
  write(workload: string, memory: WorkloadMemory, expected: number): Promise<'written' | 'conflict'>;
}

/** What a patrol leaves to the next. Losing it says what is of concern once more. */
export interface WatchMemory {
  /** `undefined` before the first patrol. */
  read(): Promise<PatrolMemory | undefined>;
  write(memory: PatrolMemory): Promise<void>;
}

/** Starts a run of the incident workflow. Already started is success (rule 4). */
export interface Runs {
  start(run: RunId): Promise<void>;
}
export interface RunId {
  readonly incident: string;
  readonly generation: number;
  readonly run: number;
}

/** Looks at a monitor now, from one location: the confirming second opinion. Never throws for what the peer does. */
export interface Observer {
  look(monitor: string, location: string, slot: Instant): Promise<CheckResult>;
  control(): Promise<Control>;
}

/**
 * The prober's own memory, per monitor and location: the newest slot, the last 15 verdicts, and what the monitor's plan
 * asks for beyond that (`slo`, `baseline`). One record each, bounded, replaced whole.
 */
export interface ProberMemory {
  /** Records a check and says what is made of it (I6); `stale` where this or a newer slot is known: a duplicate falls out (T3). */
  record(result: CheckResult, plan: Plan): Promise<Recorded>;
  /** What the memory makes of a check, without recording it: for second opinions (I1). */
  weigh(result: CheckResult, plan: Plan): Promise<Weighed>;
}
export type Recorded = { readonly is: 'new'; readonly weighed: Weighed } | { readonly is: 'stale' };

/** Check results for people and dashboards. Losing one loses no page. */
export interface ResultSink {
  record(results: readonly CheckResult[]): Promise<void>;
}

/** Sends through a configured channel; secrets are resolved behind it. */
export interface Sender {
  send(channel: string, message: Message): Promise<Delivery>;
}

/** Signs the links by which people answer; each is one reader's own, and lives as long as the incident's generation. */
export interface AnswerLinks {
  /** The whole address, the same for the same ask; `undefined` where no public address is configured. */
  sign(ask: AnswerLinkAsk): Promise<string | undefined>;
}
export interface AnswerLinkAsk {
  readonly incident: string;
  readonly generation: number;
  readonly person: string;
  readonly action: Offer['action'];
  /** Key of the message that carries it: the link's id derives from it, so that a repeat carries the same link. */
  readonly message: string;
  /** Of an approval or a refusal. */
  readonly remedy?: string;
  readonly hash?: string;
  /** Valid until then, where not as long as the generation (G1). */
  readonly until?: Instant;
}

/** Reads what `AnswerLinks` signed. */
export interface AnswerLinkReader {
  /** What a link's token says; `undefined` where it is not one of ours. That it is ours does not mean that it counts. */
  read(token: string): Promise<AnswerLink | undefined>;
}
/** A link that somebody followed. `id`: 128 bits that stand for the message that carried it. */
export type AnswerLink = Omit<AnswerLinkAsk, 'message'> & { readonly id: string };

/** Looks at what runs a monitor, and keeps what it saw. Only reads, within seconds; what cannot be had is no surprise. */
export interface Diagnoser {
  /** `failedAt`: the first bad look of the failure. */
  diagnose(monitor: string, incident: { readonly id: string; readonly failedAt: Instant }): Promise<Diagnosed>;
}

/** What was seen at looks, for people; losing it loses no page. */
export interface EvidenceStore {
  /** Replaces what was seen of the same monitor in the same incident before. */
  keep(evidence: Evidence): Promise<void>;
  /** Of an incident, by monitor. */
  of(incident: string): Promise<readonly Evidence[]>;
}

/** Plans, applies and verifies a configured remedy. */
export interface Remedies {
  plan(remedy: string, grounds: Grounds): Promise<Planned>;
  apply(remedy: string, intent: RemedyIntent, grounds: Grounds): Promise<Applied>;
  verify(remedy: string, intent: RemedyIntent, grounds: Grounds): Promise<Verified>;
}

/** Resolves `${secret:name}`; `undefined` where it is not set. `fresh`: past every cache, for what was changed just now. */
export interface Secrets {
  get(name: string, how?: 'fresh'): Promise<string | undefined>;
}

/** Where the console channel leaves its messages. */
export interface Outbox {
  put(message: Message & { readonly channel: string }): Promise<void>;
}

/** How many pictures are kept of a monitor. */
export const PICTURES = 20;

/** Check results as the console reads them; pictures apart. */
export interface ResultHistory {
  /** The newest result per monitor and location. */
  latest(): Promise<readonly CheckResult[]>;
  /** The last `limit` looks at a monitor, oldest first: what the small chart draws. */
  latencies(
    monitor: string,
    limit: number,
  ): Promise<readonly { readonly at: Instant; readonly ms: number; readonly verdict: Verdict }[]>;
  /** Slots of which a picture is kept, newest first; the last `PICTURES` of each monitor. */
  screenshots(monitor: string): Promise<readonly Instant[]>;
  screenshot(monitor: string, slot: Instant): Promise<Screenshot | null>;
  /** The 24 hours before `now` in 48 half hours, oldest first; counts of verdicts, all zero where nothing was checked. */
  day(monitor: string, now: Instant): Promise<readonly DaySlice[]>;
}
export interface DaySlice {
  readonly from: Instant;
  readonly up: number;
  readonly degraded: number;
  readonly down: number;
  readonly unknown: number;
}

/** What the console channel left, newest first. */
export interface OutboxReader {
  recent(limit: number): Promise<readonly (Message & { readonly channel: string })[]>;
}

/** Tells listeners in this process that something changed. */
export interface Changes {
  subscribe(listener: () => void): () => void;
  announce(): void;
}
