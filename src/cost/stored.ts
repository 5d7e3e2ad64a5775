import { secretsIn } from '../config/secrets.ts';
import { recordedMonitors } from '../core/remedy/recorded.ts';
import { HOUR, MINUTE } from '../core/time/instant.ts';
import type { Incidents } from './incidents.ts';
import type { Deployment, Usage } from './model.ts';
import { checksOf, type Place } from './places.ts';
import { type BilledShard, MONTH, sum } from './shards.ts';

const KB_PER_GB = 1e6;
/** Writes of 1 KB for an event: the incident's record (8 KB) and its row. Reads of 4 KB: the record, and the mutes. */
const EVENT = { writes: 9, reads: 3 };
/** Reads of 4 KB for the record of a group. */
const HEAD = 2;
/** Writes of 1 KB, once an hour, of the past days that a `baseline` compares with: the new record, and the end of the old. */
const PAST = 6;
/** Writes of 1 KB and reads of 4 KB for what is known of a workload, a dozen versions of it. */
const WORKLOAD = { writes: 3, reads: 1 };
/** Months that ended incidents are kept, and KB of each. */
const ARCHIVE = { months: 13, kb: 100 };
/** How long a function keeps a secret that it has read. */
const SECRET_KEPT = 5 * MINUTE;

interface Parts {
  readonly places: readonly Place[];
  readonly shards: readonly BilledShard[];
  readonly watchRuns: number;
  readonly recorderRuns: number;
  readonly incidents: Incidents;
}

type Stored = Pick<
  Usage,
  'memoryWrites' | 'incidentWrites' | 'reads' | 'stored' | 'managedSecrets' | 'managedSecretReads' | 'keyRequests'
>;

/** What lies in DynamoDB, Secrets Manager and Parameter Store, and how often it is read and written. */
export function storedOf({ plan, secrets, assumed }: Deployment, parts: Parts): Stored {
  const { places, shards, watchRuns, recorderRuns, incidents } = parts;
  const workloads = recordedMonitors(plan).length;
  const looking = places.flatMap(({ monitors }) => monitors);
  const baselines = looking.filter(({ baseline }) => baseline !== undefined).length;
  const groups = new Set(Object.values(plan.monitors).map(({ group }) => group)).size;
  // A round looks up the incidents of the groups it checks.
  const heads = sum(
    shards.map(({ monitors, runs, rounds }) => runs * rounds * new Set(monitors.map(({ group }) => group)).size),
  );
  const reads = (MONTH / SECRET_KEPT) * sum(shards.map(({ monitors }) => secretsIn(monitors).length));
  const managed = secrets === 'secrets-manager';
  return {
    // One record for each monitor and location, under 1 KB, written after each check; a warm function need not read it.
    memoryWrites:
      sum(looking.map(checksOf)) + baselines * (MONTH / HOUR) * PAST + recorderRuns * workloads * WORKLOAD.writes,
    incidentWrites: incidents.events * EVENT.writes,
    reads:
      (heads + watchRuns * groups) * HEAD +
      incidents.events * EVENT.reads +
      recorderRuns * (looking.length + workloads * WORKLOAD.reads),
    stored: (looking.length + assumed.incidents * ARCHIVE.months * ARCHIVE.kb) / KB_PER_GB,
    managedSecrets: managed ? secretsIn(plan).length : 0,
    managedSecretReads: managed ? reads : 0,
    keyRequests: reads,
  };
}
