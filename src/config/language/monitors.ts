import * as z from 'zod';
import { SEVERITIES } from '../../core/severity/severity.ts';
import { atLeast } from '../../fields/duration.ts';
import type { PlatformName } from '../../remedies/define.ts';
import { named, names, web } from './texts.ts';

const FLAKY = 'write for example 5 of 15: so many bad checks of the last so many';
const BASELINE = 'write for example 3x: that many times what it took at this hour on past days';

const flaky = z
  .string({ error: FLAKY })
  .regex(/^\d{1,3} of \d{1,3}$/, FLAKY)
  .transform((text) => {
    const [bad = 0, of = 0] = text.split(' of ').map(Number);
    return { bad, of };
  })
  .refine(({ of }) => 2 <= of && of <= 15, 'is impossible: the last 2 to 15 checks are kept')
  .refine(({ bad, of }) => 1 <= bad && bad <= of, 'is impossible: the first number is from 1 up to the second');

const times = () => z.number().gt(1, 'is impossible: more than once as long, as in times: 3').max(1_000);
const DAYS = 7;
const baseline = z.union(
  [
    z
      .string()
      .regex(/^\d{1,3}(\.\d{1,2})?x$/, BASELINE)
      .transform((text) => ({ times: Number(text.slice(0, -1)), days: DAYS }))
      .refine((written) => written.times > 1, 'is impossible: more than once as long, as in 3x'),
    z.strictObject({
      times: times(),
      days: z.int().min(2, 'is impossible: 2 to 28 days').max(28, 'is impossible: 2 to 28 days').default(DAYS),
    }),
  ],
  { error: BASELINE },
);

/** What `defaults` can say for all monitors, and each monitor for itself. */
export const shared = {
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
  flaky: flaky
    .optional()
    .describe('`5 of 15`: so many bad checks of the last so many open an incident, although it recovers in between'),
  slo: z
    .number()
    .min(50, 'is impossible: a percentage from 50 up to, but not including, 100')
    .lt(100, 'is impossible: 100 % leaves nothing to burn; write for example 99.9')
    .optional()
    .describe('promised availability in percent: burning its error budget too fast opens an incident'),
  baseline: baseline
    .optional()
    .describe('`3x`: degraded when it takes that many times what it took at this hour on past days (7, or `days`)'),
};

const workload = z
  .strictObject({
    cluster: z.string().optional().describe('one of `clusters`'),
    namespace: z.string().min(1).optional().describe('`default` where absent'),
    deployment: z.string().min(1).optional(),
    statefulset: z.string().min(1).optional(),
    daemonset: z.string().min(1).optional(),
    container: z.string().min(1).optional().describe('where the pods have several'),
    compose: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]*$/, 'is not a project: write its name as `docker compose ls` shows it')
      .optional()
      .describe('a project of Docker Compose on this machine'),
    service: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]*$/, 'is not a service: write its name in the project')
      .optional()
      .describe('of that project'),
    socket: z
      .string()
      .regex(/^\//, 'is no path of a socket: write for example /run/user/1000/docker.sock')
      .optional()
      .describe('where Docker listens, if not at /var/run/docker.sock'),
  })
  // Filled in where they mean something: a plan says all.
  .transform((written) =>
    written.compose === undefined
      ? { namespace: 'default', ...written }
      : { socket: '/var/run/docker.sock', ...written },
  );

/** Sets of keys of a workload of which there is exactly one. */
export const WORKLOADS = [['deployment'], ['statefulset'], ['daemonset'], ['compose', 'service']] as const;

/** What runs a workload, and what else is said of it there. */
interface Platform {
  readonly name: PlatformName;
  readonly needs: readonly string[];
  readonly may: readonly string[];
}
const kubernetes: Platform = { name: 'kubernetes', needs: ['cluster'], may: ['cluster', 'namespace', 'container'] };

/** By the key that says what a workload is. */
export const PLATFORMS: Readonly<Record<(typeof WORKLOADS)[number][0], Platform>> = {
  deployment: kubernetes,
  statefulset: kubernetes,
  daemonset: kubernetes,
  compose: { name: 'compose', needs: [], may: ['service', 'socket'] },
};

/** What every monitor can set, whatever its kind. */
export const monitorShared = {
  ...shared,
  'depends-on': names().optional().describe('if one of these fails too, this one is a symptom'),
  severity: z.enum(SEVERITIES).optional().describe('how bad it is when this is down'),
  locations: names().optional().describe('where it is looked at from, if not from everywhere: here, or agents'),
  impact: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .optional()
    .describe('what users feel when this is down, for pages: users cannot pay'),
  runbook: web().optional().describe('a page of yours, linked from every page about it'),
  workload: workload.optional().describe('what runs it'),
};

/** Where it is looked at from. */
export const location = z.union([
  z.string(),
  z.strictObject({ region: z.string(), vpc: z.unknown() }).describe('a look from inside a network on AWS'),
  z
    .strictObject({
      agent: named('agent').refine((name) => name !== 'here', "'here' is the process with the console"),
      key: z.string().min(1).describe('signs its reports; the same on both sides'),
    })
    .describe('a place that looks by itself and reports: tocsin run --location NAME --to URL'),
]);

/** A combination of failures with a severity of its own. */
export const rule = z.strictObject({
  when: z.strictObject({
    'all-down': names().optional(),
    'any-down': names().optional(),
    degraded: names().optional(),
  }),
  then: z.enum(SEVERITIES),
  because: z.string().optional(),
});
