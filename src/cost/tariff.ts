import type { Usage } from './model.ts';

/** Dollars for so many units, where, as of when, and from where we know. Tiers: from so many units on each costs less. */
export interface Price {
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  readonly region: string;
  readonly date: string;
  readonly source: string;
  readonly above?: readonly { readonly units: number; readonly usd: number }[];
  /** Drawn from this allowance first. */
  readonly free?: AllowanceName;
}

/** What AWS gives every account each month for good; shared with everything else that runs in it. */
export const ALLOWANCES = {
  'Lambda requests': 1_000_000,
  'Lambda GB-seconds': 400_000,
  'state transitions': 4_000,
  'scheduler invocations': 14_000_000,
  metrics: 10,
  'CloudWatch API requests': 1_000_000,
  alarms: 10,
  'dashboards of 50 metrics': 3,
  'GB of logs': 5,
  'GB in DynamoDB': 25,
  'SNS messages': 1_000_000,
  'KMS requests': 20_000,
  'GB to the internet': 100,
} as const;
export type AllowanceName = keyof typeof ALLOWANCES;

const THOUSAND = 1e3;
const MILLION = 1e6;
type Rest = Partial<Pick<Price, 'above' | 'free'>>;
const VIRGINIA = { region: 'us-east-1', date: '2026-11' };
const aws = (usd: number, per: number, unit: string, source: string, rest: Rest = {}): Price => ({
  ...{ usd, per, unit, ...VIRGINIA, source },
  ...rest,
});
/** Known, and not looked up: the page to compare it with. */
const recalled = (page: string) => `from memory; compare ${page}`;
const LAMBDA = 'AWS serverless course, lambda-13-cost.md';
const CLOUDWATCH = 'signoz.io/guides/cloudwatch-pricing';
const LOGS = 'hivebook.wiki, CloudWatch Logs cost';
const SECRETS = 'hivebook.wiki, AWS Secrets Manager';

/** Every price that a bill is made of. */
export const PRICES = {
  request: aws(0.2, MILLION, 'requests', LAMBDA, { free: 'Lambda requests' }),
  arm: aws(0.0000133334, 1, 'GB-seconds', LAMBDA, { free: 'Lambda GB-seconds' }),
  x86: aws(0.0000166667, 1, 'GB-seconds', LAMBDA, { free: 'Lambda GB-seconds' }),
  schedule: aws(1, MILLION, 'starts', 'cloudburn.io, 2026-03', { free: 'scheduler invocations' }),
  transition: aws(0.025, THOUSAND, 'transitions', 'wring.co, 2026-03', { free: 'state transitions' }),
  write: aws(0.625, MILLION, 'writes of 1 KB', 'airbyte.com, DynamoDB pricing'),
  read: aws(0.125, MILLION, 'reads of 4 KB', 'airbyte.com, DynamoDB pricing'),
  table: aws(0.25, 1, 'GB', 'aws.amazon.com/dynamodb/pricing', { free: 'GB in DynamoDB' }),
  backup: aws(0.2, 1, 'GB', recalled('aws.amazon.com/dynamodb/pricing')),
  metric: aws(0.3, 1, 'metrics', CLOUDWATCH, {
    free: 'metrics',
    above: [
      { units: 10_000, usd: 0.1 },
      { units: 250_000, usd: 0.05 },
    ],
  }),
  metricRequest: aws(0.01, THOUSAND, 'requests', 'cloudonaut.io', { free: 'CloudWatch API requests' }),
  alarm: aws(0.1, 1, 'alarms', 'c3x.dev', { free: 'alarms' }),
  dashboard: aws(3, 1, 'dashboard', CLOUDWATCH),
  smallDashboard: aws(3, 1, 'dashboard', CLOUDWATCH, { free: 'dashboards of 50 metrics' }),
  log: aws(0.5, 1, 'GB', LOGS, { free: 'GB of logs' }),
  logKept: aws(0.03, 1, 'GB', LOGS, { free: 'GB of logs' }),
  publish: aws(0.5, MILLION, 'messages', recalled('aws.amazon.com/sns/pricing'), { free: 'SNS messages' }),
  secret: aws(0.4, 1, 'secrets', SECRETS),
  secretRead: aws(0.05, 10_000, 'reads', SECRETS),
  keyRequest: aws(0.03, 10_000, 'requests', recalled('aws.amazon.com/kms/pricing'), { free: 'KMS requests' }),
  key: aws(1, 1, 'keys', recalled('aws.amazon.com/kms/pricing')),
  internet: aws(0.09, 1, 'GB', 'wring.co, 2026-03', { free: 'GB to the internet' }),
  region: aws(0.02, 1, 'GB', 'wring.co, 2026-03'),
  nat: aws(0.045, 1, 'hours', 'leanopstech.com, 2026-04'),
  canary: aws(0.0012, 1, 'runs', 'thomasstep.com'),
  checkly: { ...peer(2, 10_000, 'API runs'), source: 'checklyhq.com/docs/monitoring/check-pricing' },
  checklyBrowser: { ...peer(5, THOUSAND, 'browser runs'), source: 'checklyhq.com/docs/monitoring/check-pricing' },
  datadog: { ...peer(5, 10_000, 'API runs'), source: recalled('datadoghq.com/pricing') },
  datadogBrowser: { ...peer(12, THOUSAND, 'browser runs'), source: recalled('datadoghq.com/pricing') },
} as const satisfies Readonly<Record<string, Price>>;

function peer(usd: number, per: number, unit: string) {
  return { usd, per, unit, region: 'everywhere', date: '2026-11' };
}

/** A line of the bill: so many units of what a month uses, at a price. */
export interface Item {
  readonly service: string;
  readonly what: string;
  readonly price: keyof typeof PRICES;
  readonly units: (usage: Usage) => number;
}

const line = (service: string, what: string, price: Item['price'], units: Item['units']): Item => ({
  ...{ service, what, price, units },
});

/** Every line that a bill can have; one without units is left out. The free tier is drawn in this order. */
export const ITEMS: readonly Item[] = [
  line('Lambda', 'prober, requests', 'request', (use) => use.probeRuns),
  line('Lambda', 'prober, compute', 'arm', (use) => use.probeGbSeconds),
  line('Lambda', 'browser, requests', 'request', (use) => use.browserRuns),
  line('Lambda', 'browser, compute', 'x86', (use) => use.browserGbSeconds),
  line('Lambda', 'confirmations, requests', 'request', (use) => use.confirmRuns),
  line('Lambda', 'confirmations, compute', 'arm', (use) => use.confirmGbSeconds),
  line('Lambda', 'steps, requests', 'request', (use) => use.stepRuns),
  line('Lambda', 'steps, compute', 'arm', (use) => use.stepGbSeconds),
  line('Lambda', 'watch, requests', 'request', (use) => use.watchRuns),
  line('Lambda', 'watch, compute', 'arm', (use) => use.watchGbSeconds),
  line('Lambda', 'recorder, requests', 'request', (use) => use.recorderRuns),
  line('Lambda', 'recorder, compute', 'arm', (use) => use.recorderGbSeconds),
  line('Lambda', 'function URL, requests', 'request', (use) => use.urlRuns),
  line('Lambda', 'function URL, compute', 'arm', (use) => use.urlGbSeconds),
  line('Scheduler', 'starts of prober and watch', 'schedule', (use) => use.schedules),
  line('Step Functions', 'incidents, transitions', 'transition', (use) => use.transitions),
  line('CloudWatch', 'metrics of monitors', 'metric', (use) => use.monitorMetrics),
  line('CloudWatch', 'metrics of Tocsin itself', 'metric', (use) => use.ownMetrics),
  line('CloudWatch', 'metrics, requests', 'metricRequest', (use) => use.metricRequests),
  line('CloudWatch', 'alarms on monitors', 'alarm', (use) => use.monitorAlarms),
  line('CloudWatch', 'alarms on Tocsin itself', 'alarm', (use) => use.ownAlarms),
  line('CloudWatch', 'dashboard', 'smallDashboard', (use) => use.smallDashboards),
  line('CloudWatch', 'dashboard', 'dashboard', (use) => use.largeDashboards),
  line('CloudWatch', 'logs, written', 'log', (use) => use.logs),
  line('CloudWatch', 'logs, kept', 'logKept', (use) => use.logsKept),
  line('DynamoDB', 'memory of checks, writes', 'write', (use) => use.memoryWrites),
  line('DynamoDB', 'incidents, writes', 'write', (use) => use.incidentWrites),
  line('DynamoDB', 'reads', 'read', (use) => use.reads),
  line('DynamoDB', 'storage', 'table', (use) => use.stored),
  line('DynamoDB', 'backup', 'backup', (use) => use.stored),
  line('SNS', 'messages', 'publish', (use) => use.published),
  line('Secrets', 'in Secrets Manager', 'secret', (use) => use.managedSecrets),
  line('Secrets', 'reads', 'secretRead', (use) => use.managedSecretReads),
  line('Secrets', 'KMS, requests', 'keyRequest', (use) => use.keyRequests),
  line('Secrets', 'KMS keys of your own', 'key', (use) => use.ownKeys),
  line('Transfer', 'checks, to the internet', 'internet', (use) => use.sent),
  line('Transfer', 'to the home region', 'region', (use) => use.homeward),
  line('Transfer', 'NAT gateways', 'nat', (use) => use.natHours),
];
