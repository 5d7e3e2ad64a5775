import type { Detail, SecretStore } from '../core/installation.ts';
import type { Plan } from '../core/plan.ts';
import type { Assumed } from './assumptions.ts';

/** What is to be deployed: a config, where it looks from, and what is assumed. */
export interface Deployment {
  readonly plan: Plan;
  /** How many regions look. */
  readonly locations: number;
  /** How many of them from inside a VPC. */
  readonly vpcs: number;
  /** Metrics by monitor, or by monitor and location. */
  readonly detail: Detail;
  /** Where secrets lie. */
  readonly secrets: SecretStore;
  readonly assumed: Assumed;
}

/** What a month uses: runs and requests are counts, data is in GB (10⁹ bytes), `GbSeconds` are Lambda's. */
export interface Usage {
  readonly checks: number;
  readonly probeRuns: number;
  readonly probeGbSeconds: number;
  readonly browserRuns: number;
  readonly browserGbSeconds: number;
  readonly confirmRuns: number;
  readonly confirmGbSeconds: number;
  readonly stepRuns: number;
  readonly stepGbSeconds: number;
  readonly watchRuns: number;
  readonly watchGbSeconds: number;
  /** Looks at what runs (G2). */
  readonly recorderRuns: number;
  readonly recorderGbSeconds: number;
  /** Visits of the incident page, answers, and reports of agents. */
  readonly urlRuns: number;
  readonly urlGbSeconds: number;
  /** Starts by the scheduler. */
  readonly schedules: number;
  readonly transitions: number;
  /** Units of DynamoDB: 1 KB written, 4 KB read consistently. */
  readonly memoryWrites: number;
  readonly incidentWrites: number;
  readonly reads: number;
  readonly stored: number;
  /** Custom metrics of monitors, and of Tocsin itself. */
  readonly monitorMetrics: number;
  readonly ownMetrics: number;
  readonly metricRequests: number;
  readonly monitorAlarms: number;
  readonly ownAlarms: number;
  /** Dashboards of at most 50 metrics, and larger ones. */
  readonly smallDashboards: number;
  readonly largeDashboards: number;
  readonly logs: number;
  readonly logsKept: number;
  /** Messages through SNS. */
  readonly published: number;
  readonly managedSecrets: number;
  readonly managedSecretReads: number;
  readonly keyRequests: number;
  readonly ownKeys: number;
  readonly natHours: number;
  /** Sent to the internet, and from other regions to the home region. */
  readonly sent: number;
  readonly homeward: number;
}
