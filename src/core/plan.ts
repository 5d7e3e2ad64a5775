import type { Code } from './check/codes.ts';
import type { DeploysPlan } from './deploy/sources.ts';
import type { Severity } from './severity/severity.ts';

/** The compiled config: plain JSON, every default filled in, durations in milliseconds, secrets still references. */
export interface Plan {
  /** The watched system's name, the first word of every page. */
  readonly name: string;
  /** The zone that lines for everyone are written in. */
  readonly timezone: string;
  /** Where every monitor is looked at from that names no locations of its own. */
  readonly locations: readonly string[];
  /** Locations that look by themselves and report (`tocsin run --location`), with the key that signs their reports. */
  readonly agents: Readonly<Record<string, { readonly key: string }>>;
  /** In the order of the file. */
  readonly monitors: Readonly<Record<string, MonitorPlan>>;
  readonly rules: readonly SeverityRule[];
  readonly policy: Policy;
  readonly channels: Readonly<Record<string, ChannelPlan>>;
  readonly remedies: Readonly<Record<string, RemedyPlan>>;
  /** Tools that may report failures (I7). */
  readonly inbound: Readonly<Partial<Record<InboundSource, InboundPlan>>>;
  /** Where deploys are learnt from, beside people, pipelines and clusters. */
  readonly deploys?: DeploysPlan;
  /** Clusters that workloads run in, by name: settings as the config has them. */
  readonly clusters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What else is asked about failing monitors, beside what runs them, by name (E7). */
  readonly evidence?: Readonly<Record<string, EvidencePlan>>;
  /** Planned work: mutes that come by the clock (M1). */
  readonly maintenance: readonly MaintenancePlan[];
  /** While one of these is in force no remedy is used (G4). */
  readonly freeze: readonly Window[];
  /** Labelled pages that come by the clock. */
  readonly drills?: readonly DrillPlan[];
  /** An unrelated endpoint: if it fails too, we are blind, not they down (I3). */
  readonly control?: string;
  /** Pinged while Tocsin itself is well; a reference to a secret. */
  readonly heartbeat?: string;
  /** Failing again within this time resumes the incident (C3). */
  readonly reopenWindow: number;
  /** CIDRs that probes may connect to although private (W5). */
  readonly allowNetworks: readonly string[];
  readonly console: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl?: string;
    /** At the public address are answer pages and the runbook alone, as on AWS: no message links to the console. */
    readonly absent?: true;
    readonly login?: { readonly user: string; readonly password: string };
    /** Signs answer links; references to secrets. `answerKeyBefore` is still accepted while it is replaced. */
    readonly answerKey?: string;
    readonly answerKeyBefore?: string;
  };
}

export interface MonitorPlan {
  readonly name: string;
  readonly kind: string;
  /** Monitors connected by `depends-on` share a group: one incident per group at a time. */
  readonly group: string;
  readonly interval: number;
  /** One absolute deadline for the whole check (W1), its immediate repeat included (I1). */
  readonly timeout: number;
  readonly confirm: { readonly rounds: number; readonly apart: number };
  /** Good rounds from a majority until it counts as recovered (C1). */
  readonly recover: number;
  readonly dependsOn: readonly string[];
  readonly severity: Severity;
  /** Fails now and then: so many bad slots of the last so many, at most 15, open an incident (I6). */
  readonly flaky: { readonly bad: number; readonly of: number };
  /** Promised availability in percent; how fast its error budget burns is watched (I6). */
  readonly slo?: number;
  /** Degraded when it takes so many times what it took at this hour on past days. */
  readonly baseline?: { readonly times: number; readonly days: number };
  /** What runs it: cluster, namespace, deployment …; or a project of Docker Compose, its service and the socket. */
  readonly workload?: Readonly<Record<string, string>>;
  /** What users feel when it is down, in words: `users cannot pay`. */
  readonly impact?: string;
  readonly runbook?: string;
  /** Where it is looked at from, where not from everywhere. */
  readonly locations?: readonly string[];
  /** Jobs report to it, with the token of its settings; nothing is connected to. */
  readonly listens?: true;
  /** A look costs the service little and changes nothing, so that several may be taken at once. */
  readonly light?: true;
  /** The kind's own settings, as its schema parsed them. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The locations that look at a monitor. */
export const locationsOf = (plan: Pick<Plan, 'monitors' | 'locations'>, monitor: string): readonly string[] =>
  plan.monitors[monitor]?.locations ?? plan.locations;

export interface SeverityRule {
  readonly when: {
    readonly allDown?: readonly string[];
    readonly anyDown?: readonly string[];
    readonly degraded?: readonly string[];
  };
  readonly then: Severity;
  readonly because?: string;
}

/** Who is paged when. Kept by content hash: an incident follows the policy it opened under (E1). */
export interface Policy {
  readonly hash: string;
  readonly escalation: Readonly<Partial<Record<Severity, LadderPlan>>>;
  readonly roster: Roster;
}

export interface LadderPlan {
  readonly levels: readonly { readonly after: number; readonly page: string }[];
  /** How often the levels are gone through again when nobody answers; then the last resort (E2). */
  readonly repeat: number;
  /** An acknowledgement ends after this many ms (A4); absent: it does not. */
  readonly acknowledgementExpires?: number;
  /** Outside of these pages wait; for P3 and P4 only (E6). */
  readonly hours?: Hours;
}

/** Hours of some weekdays, by wall clock; \`to\` at or before \`from\` ends on the next day. */
export interface Hours {
  readonly timezone: string;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** A stretch of time that comes again each week or day by wall clock, or comes once. */
export interface Window {
  readonly name: string;
  readonly timezone: string;
  /** Milliseconds from its start to its end. */
  readonly length: number;
  /** \`at\`: a time of day, on one weekday or each day. \`once\`: a local moment. */
  readonly starts: { readonly at: string; readonly on?: Weekday } | { readonly once: string };
}

/** A drill that comes by the clock; `page` is a person, a team, or a rotation. */
export interface DrillPlan extends Pick<Window, 'timezone' | 'starts'> {
  readonly page: string;
  readonly severity: Severity;
}

export interface MaintenancePlan extends Window {
  readonly monitors: readonly string[];
}

export interface Roster {
  readonly people: Readonly<Record<string, Reachable>>;
  readonly teams: Readonly<Record<string, Reachable>>;
  readonly rotations: Readonly<Record<string, Rotation>>;
}

export interface Reachable {
  readonly timezone: string;
  readonly notify: readonly Reach[];
}

/** One way to reach someone: a channel's instance name, the address on it, and a delay after the way before it. */
export interface Reach {
  readonly channel: string;
  readonly to?: string;
  /** Present: tried this many ms after the one before it unless acknowledged. Absent: a fallback when the one before it fails (E5). */
  readonly after?: number;
}

export interface Rotation {
  readonly timezone: string;
  readonly handoff: {
    readonly every: 'hour' | 'day' | 'week';
    /** Every so many of them; each one where absent. */
    readonly count?: number;
    readonly on?: Weekday;
    readonly at: string;
    /** The local date of the first member's first turn; counted from the first Monday of 1970 where absent. */
    readonly from?: string;
  };
  readonly members: readonly string[];
  readonly overrides: readonly { readonly from: string; readonly to: string; readonly member: string }[];
}

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface ChannelPlan {
  readonly name: string;
  readonly kind: string;
  readonly can: ChannelAbilities;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What a channel can do, as data. `wake`: a sleeping person notices (E6). */
export interface ChannelAbilities {
  readonly wake: boolean;
  readonly acknowledge: boolean;
  readonly resolve: boolean;
  /** False where what arrives can be read or sent by others: nobody is offered an approval there (SMS, calls, tickets, topics: G1). */
  readonly approve?: false;
  /** Its provider keeps an alert, a ticket or a thread open: news goes there even if another way reached somebody since (C2). */
  readonly keeps?: boolean;
  /** Once it has accepted a page its provider's own policy pages whoever is next (E8). */
  readonly escalates?: boolean;
}

/** What can report failures by itself: each has its own form of message. */
export const INBOUND_SOURCES = ['alertmanager', 'grafana', 'cloudwatch', 'generic'] as const;
export type InboundSource = (typeof INBOUND_SOURCES)[number];

export interface InboundPlan {
  /** In the address that it reports to: whoever knows it can report. A reference to a secret. */
  readonly token: string;
  /** Of alerts whose labels say nothing that is listed. */
  readonly severity: Severity;
  /** What labels say, in small letters, and what that means here. */
  readonly severities: Readonly<Record<string, Severity>>;
  /** The label that names one of our monitors. */
  readonly monitorLabel: string;
}

/** A source of evidence; what its kind alone knows is in its settings. */
export interface EvidencePlan {
  readonly name: string;
  readonly kind: string;
  /** Whose failure it is asked about; of all where absent. */
  readonly monitors?: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

export const REMEDY_MODES = ['off', 'suggest', 'ask', 'auto'] as const;
export type RemedyMode = (typeof REMEDY_MODES)[number];

export interface RemedyPlan {
  readonly name: string;
  readonly kind: string;
  readonly monitor: string;
  readonly mode: RemedyMode;
  /** Failure codes it answers to (G1). */
  readonly on: readonly Code[];
  /** People, teams or rotations whose members may approve. */
  readonly approvers: readonly string[];
  /** Verification gives up after this many ms. */
  readonly verifyWithin: number;
  readonly settings: Readonly<Record<string, unknown>>;
}
