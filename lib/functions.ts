import { isBrowser } from '../src/core/check/shards.ts';
import { functionOf } from '../src/core/installation.ts';
import type { Plan } from '../src/core/plan.ts';
import { CARRIED } from './code/carried.ts';
import type { Carried } from './code/code.ts';
import { type KindRoom, kindFile } from './code/entries.ts';
import type { Grant } from './grants.ts';

/** What a function is, besides its code: which part of the plan it works with, and what that needs. */
export interface FunctionPlan {
  /** The handler's file, where it is not called as the function is. */
  readonly handler?: string;
  readonly purpose: string;
  readonly kinds?: (plan: Plan) => readonly string[];
  /** The parts of the plan whose secrets it reads. */
  readonly secrets?: (plan: Plan) => unknown;
  readonly grants: readonly Grant[];
  readonly files?: readonly Carried[];
  /** Packages that are carried as they are. */
  readonly packages?: readonly string[];
  /** @default - arm64, which costs less */
  readonly architecture?: 'x86_64';
  /** MB of /tmp. @default - 512, which are free */
  readonly storage?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** How often a call that nobody waits for is made again when it failed. @default - never: a late probe is a lie */
  readonly retries?: number;
  /** Seconds. */
  readonly timeout: number;
  /** MB; Lambda's share of a CPU grows with it. */
  readonly memory: number;
}

const kindsIn = (room: KindRoom, part: Readonly<Record<string, { readonly kind: string }>>): readonly string[] => [
  ...new Set(Object.values(part).map(({ kind }) => kindFile(room, kind))),
];
const channelKinds = ({ channels }: Plan) => kindsIn('channel', channels);
/** Copies go to topics, whatever else is used. */
const senderKinds = (plan: Plan) => [...new Set([...channelKinds(plan), kindFile('channel', 'sns')])];
const plainMonitors = ({ monitors }: Plan) =>
  Object.fromEntries(Object.entries(monitors).filter(([, monitor]) => !isBrowser(monitor)));
const probeKinds = (plan: Plan) => kindsIn('probe', plainMonitors(plan));

const STEP = { timeout: 100, memory: 512 } as const;

/** The functions of the home region: the steps of the workflow, and the ways in. */
export const HOME_FUNCTIONS = {
  decide: { ...STEP, purpose: 'settles what time brought and says what is due', grants: ['table', 'runs', 'metrics'] },
  confirm: { ...STEP, purpose: 'a second opinion from all locations', grants: ['table', 'runs', 'metrics', 'looks'] },
  page: {
    ...STEP,
    purpose: 'pages whoever is due now',
    kinds: senderKinds,
    secrets: ({ channels, console }) => [channels, console],
    grants: ['table', 'runs', 'metrics', 'copies'],
  },
  tell: {
    ...STEP,
    purpose: 'news for those already paged',
    kinds: senderKinds,
    secrets: ({ channels, console }) => [channels, console],
    grants: ['table', 'runs', 'metrics', 'copies'],
  },
  remedy: {
    ...STEP,
    purpose: 'plans, applies or verifies a remedy, and takes evidence; each minute what runs',
    kinds: ({ remedies, evidence = {} }) => [...kindsIn('remedy', remedies), ...kindsIn('evidence', evidence)],
    secrets: ({ remedies, clusters, evidence, deploys }) => [remedies, clusters, evidence, deploys?.github?.token],
    // A few more looks at what fails are evidence, too.
    grants: ['table', 'runs', 'metrics', 'clusters', 'remedies', 'looks'],
  },
  signal: { ...STEP, timeout: 20, purpose: 'carries looks to their incidents', grants: ['table', 'runs', 'metrics'] },
  web: {
    ...STEP,
    timeout: 30,
    purpose: 'answers of people, and what providers, jobs and other tools send',
    kinds: channelKinds,
    secrets: ({ channels, console, monitors, inbound, deploys }) => [
      channels,
      console,
      monitors,
      inbound,
      deploys?.github?.secret,
      deploys?.webhook,
    ],
    grants: ['table', 'runs', 'metrics'],
    files: [
      { from: 'src/web/assets', to: 'app/assets' },
      { from: 'src/web/assets', to: 'app/web/assets' },
      { from: 'docs/runbook', to: 'docs/runbook' },
    ],
  },
  api: {
    ...STEP,
    timeout: 30,
    purpose: 'what the commands ask and answer with --target aws; AWS says who may call it',
    kinds: channelKinds,
    secrets: ({ channels }) => channels,
    grants: ['table', 'runs', 'metrics', 'readings', 'remedies'],
  },
  drills: { ...STEP, purpose: 'begins the drills that are planned for now', grants: ['table', 'runs', 'metrics'] },
  alarm: {
    ...STEP,
    timeout: 20,
    purpose: 'the second door: what an alarm says of looks',
    grants: ['signal'],
    retries: 2,
  },
} as const satisfies Readonly<Record<string, FunctionPlan>>;

/** The functions of each location. */
export const LOCATION_FUNCTIONS = {
  prober: {
    purpose: 'looks at the monitors of a shard',
    kinds: probeKinds,
    secrets: ({ monitors }) => monitors,
    grants: ['table', 'metrics', 'signal', 'emergency'],
    timeout: 120,
    memory: 512,
  },
  look: {
    purpose: 'a second opinion, at once',
    kinds: probeKinds,
    secrets: ({ monitors, control }) => [monitors, control],
    grants: ['table'],
    timeout: 60,
    memory: 512,
  },
} as const satisfies Readonly<Record<string, FunctionPlan>>;

const browserMonitors = ({ monitors }: Plan) => Object.values(monitors).filter(isBrowser);
const BROWSER = {
  kinds: () => [kindFile('probe', 'browser')],
  packages: CARRIED,
  // Chromium for Lambda is built for x64, and unpacks itself.
  architecture: 'x86_64',
  storage: 1_024,
  memory: 1_600,
  environment: { TOCSIN_LOOK: functionOf('browser') },
} as const;

/** The same with a browser, where a monitor needs one. */
export const BROWSER_FUNCTIONS = {
  'prober-browser': {
    handler: 'prober',
    ...LOCATION_FUNCTIONS.prober,
    ...BROWSER,
    purpose: 'looks at one monitor with a browser',
    secrets: browserMonitors,
  },
  'look-browser': {
    handler: 'look',
    ...LOCATION_FUNCTIONS.look,
    ...BROWSER,
    purpose: 'a second opinion with a browser, at once',
    secrets: browserMonitors,
  },
} as const satisfies Readonly<Record<string, FunctionPlan>>;

/** The function that looks after the home region from another one. */
export const WATCH_FUNCTIONS = {
  watch: {
    purpose: 'looks after Tocsin itself',
    secrets: ({ heartbeat }) => heartbeat,
    grants: ['table', 'runs', 'signal', 'alarms', 'emergency'],
    timeout: 55,
    memory: 512,
  },
} as const satisfies Readonly<Record<string, FunctionPlan>>;
