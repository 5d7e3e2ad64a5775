import * as z from 'zod';
import type { ChannelKind } from '../channels/define.ts';
import { CODES, type Code } from '../core/check/codes.ts';
import { REMEDY_MODES, WEEKDAYS } from '../core/plan.ts';
import { SEVERITIES } from '../core/severity/severity.ts';
import { isZone } from '../core/time/zone.ts';
import type { ProbeKind } from '../probes/define.ts';
import { duration } from '../probes/duration.ts';
import type { RemedyKind } from '../remedies/define.ts';
import { inbound } from './inbound.ts';

export interface Registries {
  /** The zone of this machine, for those who name none. */
  readonly timezone: string;
  readonly probes: ReadonlyMap<string, ProbeKind>;
  readonly channels: ReadonlyMap<string, ChannelKind>;
  readonly remedies: ReadonlyMap<string, RemedyKind>;
}

const named = (what: string) =>
  z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
      `a ${what}'s name is up to 40 small letters, digits and dashes: it becomes part of addresses and keys`,
    );
const zone = () =>
  z.string().refine(isZone, {
    error: (issue) => `'${String(issue.input)}' is not a time zone: write for example Europe/Madrid or UTC`,
  });
const timeOfDay = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as "09:00", in quotes');
const localMoment = () =>
  z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, 'write a local moment as "2026-12-24T18:00", in quotes');
const web = () =>
  z.string().refine((text) => text.includes('${secret:') || /^https?:\/\/.+/.test(text), {
    error: 'is not a web address: write for example https://www.example.net/',
  });
const atLeast = (ms: number, text: string) => duration().refine((value) => value >= ms, text);
const severity = () => z.enum(SEVERITIES);
const names = () => z.array(z.string()).min(1);

/** What every monitor can set, whatever its kind. */
const shared = {
  interval: atLeast(1_000, 'is impossible: an interval is at least 1s').optional().describe('how often it is checked'),
  timeout: atLeast(50, 'is impossible: a timeout is at least 50ms')
    .optional()
    .describe('one absolute deadline for the whole check'),
  confirm: z
    .strictObject({
      rounds: z.int().min(0).max(10).optional(),
      apart: atLeast(100, 'is impossible: rounds are at least 100ms apart').optional(),
    })
    .optional()
    .describe('second opinions before anyone is paged'),
  recover: z.int().min(1).max(100).optional().describe('good rounds until it counts as recovered'),
};
const monitorShared = {
  ...shared,
  'depends-on': names().optional().describe('if one of these fails too, this one is a symptom'),
  severity: severity().optional().describe('how bad it is when this is down'),
  locations: names().optional().describe('where it is looked at from, if not from everywhere: here, or agents'),
  runbook: web().optional().describe('a page of yours, linked from every page about it'),
  workload: z.record(z.string(), z.string()).optional().describe('what runs it: cluster, namespace, deployment'),
};

const reach = z.union([
  z.string(),
  z
    .looseObject({ after: duration().optional() })
    .refine(
      (way) => Object.keys(way).filter((key) => key !== 'after').length === 1,
      'name one channel and the address on it, as in { sms: "+15550101", after: 2m }',
    ),
]);
const reachable = (more: z.ZodRawShape = {}) =>
  z.strictObject({
    timezone: zone().optional(),
    notify: z.array(reach).min(1, 'name at least one channel, or nobody can be reached'),
    ...more,
  });

const rotation = z.strictObject({
  timezone: zone().default('UTC'),
  handoff: z.strictObject({
    every: z.enum(['hour', 'day', 'week']),
    on: z.enum(WEEKDAYS).optional(),
    at: timeOfDay().default('09:00'),
  }),
  members: names(),
  overrides: z.array(z.strictObject({ from: localMoment(), to: localMoment(), member: z.string() })).default([]),
});

const ladder = z.strictObject({
  levels: z
    .array(z.strictObject({ page: z.string(), after: duration().optional() }))
    .min(1, 'name at least one level, or nobody is paged'),
  repeat: z
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe('how often the levels are gone through again; then everyone is paged'),
  'acknowledgement-expires': atLeast(60_000, 'is impossible: an acknowledgement holds for at least 1m').optional(),
});

const rule = z.strictObject({
  when: z.strictObject({
    'all-down': names().optional(),
    'any-down': names().optional(),
    degraded: names().optional(),
  }),
  then: severity(),
  because: z.string().optional(),
});

/** The kinds of a registry as one union; `fallback` is the kind of those that name none. */
function kinds<Kind extends { readonly kind: string; readonly shape: z.ZodRawShape }>(
  all: ReadonlyMap<string, Kind>,
  more: z.ZodRawShape,
  fallback?: string,
) {
  const options = [...all.values()].map(({ kind, shape }) => {
    const literal = z.literal(kind);
    return z.strictObject({ ...more, ...shape, kind: kind === fallback ? literal.default(kind) : literal });
  });
  return z.discriminatedUnion('kind', options as [(typeof options)[number], ...typeof options]);
}

const remedyShared = {
  monitor: z.string().describe('the monitor whose failure it answers'),
  mode: z.enum(REMEDY_MODES).default('suggest').describe('off, suggest (say so), ask (wait for an approval), auto'),
  on: z
    .array(z.enum(Object.keys(CODES) as [Code, ...Code[]]))
    .default(['status', 'json', 'deadline', 'tcp_refused'])
    .describe('the failure codes it is meant for'),
  approvers: z.array(z.string()).default([]).describe('people, teams or rotations who may approve'),
  'verify-within': duration().prefault('10m').describe('gives up and escalates after this time'),
};

const location = z.union([
  z.string(),
  z.strictObject({ region: z.string(), vpc: z.unknown() }).describe('a look from inside a network on AWS'),
  z
    .strictObject({
      agent: named('agent').refine((name) => name !== 'here', "'here' is the process with the console"),
      key: z.string().min(1).describe('signs its reports; the same on both sides'),
    })
    .describe('a place that looks by itself and reports: tocsin run --location NAME --to URL'),
]);

/** The whole language, built from the registries: a kind is listed nowhere else. */
export function language({ probes, channels, remedies }: Omit<Registries, 'timezone'>) {
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
    people: z.record(named('person'), reachable()).default({}).describe('how each wants to be reached, in order'),
    teams: z.record(named('team'), reachable()).default({}).describe('places that are read by several'),
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
    remedies: z
      .record(named('remedy'), kinds(remedies, remedyShared))
      .default({})
      .describe('what may be done about a failure'),
    inbound: inbound.describe(
      'tools that may open incidents: alertmanager, grafana, cloudwatch and generic, each at an address of its own (docs/inbound.md)',
    ),
    control: web().optional().describe('an unrelated endpoint: if it fails too, we are blind, not they down'),
    'reopen-window': duration().prefault('15m').describe('failing again within this time resumes the incident'),
    'allow-networks': z
      .array(z.union([z.cidrv4('write a network as 10.0.0.0/8'), z.cidrv6('write a network as fd00::/8')]))
      .default([])
      .describe('private networks that may be probed'),
    console: z
      .strictObject({
        listen: z
          .string()
          .regex(/^\S+:\d{1,5}$/, 'write an address and a port, as in "127.0.0.1:4780"')
          .default('127.0.0.1:4780'),
        'public-url': web().optional(),
        login: z.strictObject({ user: z.string().min(1), password: z.string().min(1) }).optional(),
      })
      .prefault({})
      .describe('the console and its API'),
  });
}

export type Language = ReturnType<typeof language>;
export type Parsed = z.output<Language>;
