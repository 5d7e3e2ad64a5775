import * as z from 'zod';
import type { ChannelKind } from '../channels/define.ts';
import { SEVERITIES } from '../core/severity/severity.ts';
import type { EvidenceKind } from '../evidence/define.ts';
import { duration } from '../fields/duration.ts';
import type { ProbeKind } from '../probes/define.ts';
import type { RemedyKind } from '../remedies/define.ts';
import { deploys } from './deploys.ts';
import { inbound } from './inbound.ts';
import { aws } from './language/aws.ts';
import { cluster } from './language/clusters.ts';
import { drill } from './language/drills.ts';
import { ladder } from './language/escalation.ts';
import { evidenceShared } from './language/evidence.ts';
import { kinds } from './language/kinds.ts';
import { location, monitorShared, rule, shared } from './language/monitors.ts';
import { remedyShared } from './language/remedies.ts';
import { reachable, rotation } from './language/roster.ts';
import { answerKey, named, web } from './language/texts.ts';
import { zone } from './language/times.ts';
import { freeze, maintenance } from './language/windows.ts';

export interface Registries {
  /** The zone of this machine, for those who name none. */
  readonly timezone: string;
  readonly probes: ReadonlyMap<string, ProbeKind>;
  readonly channels: ReadonlyMap<string, ChannelKind>;
  readonly remedies: ReadonlyMap<string, RemedyKind>;
  readonly evidence: ReadonlyMap<string, EvidenceKind>;
}

/** The whole language, built from the registries: a kind is listed nowhere else. */
export function language({ probes, channels, remedies, evidence }: Omit<Registries, 'timezone'>) {
  return z.strictObject({
    name: named('system').optional().describe("the watched system's name, the first word of every page"),
    timezone: zone()
      .optional()
      .describe('of people who name none, and of lines for everyone; this machine’s where absent'),
    locations: z
      .array(location)
      .optional()
      .describe(
        'AWS regions, or { region, vpc }, to look from (on one machine read as [here]); and agents that report',
      ),
    defaults: z.strictObject(shared).default({}).describe('for monitors that do not say otherwise'),
    monitors: z.record(named('monitor'), kinds(probes, monitorShared, 'http')).describe('what is watched'),
    severity: z.array(rule).default([]).describe('combinations, first match; otherwise the worst of the suspects’ own'),
    people: z.record(named('person'), reachable).default({}).describe('how each wants to be reached, in order'),
    teams: z.record(named('team'), reachable).default({}).describe('places that are read by several'),
    rotations: z.record(named('rotation'), rotation).default({}).describe('who is on call when'),
    escalation: z
      .strictObject(
        Object.fromEntries(SEVERITIES.map((s) => [s, ladder.optional()])) as Record<
          (typeof SEVERITIES)[number],
          z.ZodOptional<typeof ladder>
        >,
      )
      .optional()
      .describe('who is paged when, by severity'),
    channels: z
      .record(named('channel'), kinds(channels, {}))
      .default({})
      .describe('named instances; the name is what `notify` uses'),
    clusters: z.record(named('cluster'), cluster).default({}).describe('where workloads run'),
    evidence: z
      .record(named('source'), kinds(evidence, evidenceShared))
      .default({})
      .describe('what is asked about a failure, beside the workload, once somebody was paged (docs/evidence.md)'),
    remedies: z
      .record(named('remedy'), kinds(remedies, remedyShared))
      .default({})
      .describe('what may be done about a failure'),
    maintenance: z
      .array(maintenance)
      .default([])
      .describe('planned work: holds every page meanwhile; what outlives it is paged when it ends'),
    freeze: z.array(freeze).default([]).describe('while one of these is in force no remedy is used'),
    drills: z
      .array(drill)
      .default([])
      .describe('labelled pages that come by the clock: whether each is answered is kept'),
    inbound: inbound.describe(
      'tools that may open incidents: alertmanager, grafana, cloudwatch and generic, each at an address of its own (docs/inbound.md)',
    ),
    deploys: deploys.default({}).describe('tools that know what went live, for pages and evidence (docs/deploys.md)'),
    control: web().optional().describe('an unrelated endpoint: if it fails too, we are blind, not they down'),
    heartbeat: z
      .strictObject({ to: web().describe('an address of a service that calls you when it hears nothing') })
      .optional()
      .describe('pinged while Tocsin itself is well'),
    'reopen-window': duration().prefault('15m').describe('failing again within this time resumes the incident'),
    'allow-networks': z
      .array(z.union([z.cidrv4('write a network as 10.0.0.0/8'), z.cidrv6('write a network as fd00::/8')]))
      .default([])
      .describe('private networks that may be probed'),
    aws: aws.optional().describe('where an installation on AWS lies'),
    console: z
      .strictObject({
        listen: z
          .string()
          .regex(/^\S+:\d{1,5}$/, 'write an address and a port, as in "127.0.0.1:4780"')
          .default('127.0.0.1:4780'),
        'public-url': web().optional(),
        login: z.strictObject({ user: z.string().min(1), password: z.string().min(1) }).optional(),
        'answer-key': answerKey()
          .optional()
          .describe('signs answer links; one that Tocsin makes and keeps in its data directory where absent'),
        'answer-key-before': answerKey()
          .optional()
          .describe('the key that `answer-key` replaces: links that it signed are accepted as well'),
      })
      .prefault({})
      .describe('the console and its API'),
  });
}

export type Language = ReturnType<typeof language>;
export type Parsed = z.output<Language>;
