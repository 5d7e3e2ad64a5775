import { join } from 'node:path';
import type { Clock } from '../../core/ports.ts';
import { Database } from './database.ts';
import { SqliteDeploys } from './deploys.ts';
import { prepareDirectory } from './directory.ts';
import { SqliteEvidence } from './evidence.ts';
import { SqliteHeartbeats } from './heartbeats.ts';
import { SqliteIncidents } from './incidents.ts';
import { SqliteLedger } from './ledger.ts';
import { SqliteMutes } from './mutes.ts';
import { SqliteOutbox } from './outbox.ts';
import { SqlitePolicies } from './policies.ts';
import { SqliteProber } from './prober.ts';
import { SqliteResults } from './results.ts';
import { INCIDENTS_SCHEMA, RESULTS_SCHEMA } from './schema.ts';
import { SqliteWorkloads } from './workloads.ts';

export interface OpenOptions {
  /** Created where it does not exist. */
  readonly directory: string;
  /** Says what is old enough to be dropped. */
  readonly clock: Clock;
  /** See `DatabaseOptions.maxPages`; for each of the two files. */
  readonly maxPages?: number;
}

/**
 * Opens the data directory, for this process alone. Throws a `DataError` that names the path and the remedy: unreachable,
 * in use, damaged, not ours, from a newer version, full.
 */
export function openData({ directory, clock, maxPages }: OpenOptions) {
  prepareDirectory(directory);
  const bound = maxPages === undefined ? {} : { maxPages };
  const incidents = new Database({
    path: join(directory, 'incidents.db'),
    losing: 'open incidents in it would be lost',
    synchronous: 'FULL',
    migrations: INCIDENTS_SCHEMA,
    ...bound,
  });
  try {
    const results = new Database({
      path: join(directory, 'results.db'),
      losing: 'only charts and the last looks are in it, no incident',
      synchronous: 'NORMAL',
      migrations: RESULTS_SCHEMA,
      ...bound,
    });
    return adapters(incidents, results, clock);
  } catch (error) {
    incidents.close();
    throw error;
  }
}

export type OpenData = ReturnType<typeof openData>;

function adapters(incidents: Database, results: Database, clock: Clock) {
  return {
    incidents: new SqliteIncidents(incidents),
    deploys: new SqliteDeploys(incidents),
    evidence: new SqliteEvidence(incidents),
    heartbeats: new SqliteHeartbeats(incidents),
    ledger: new SqliteLedger(incidents),
    mutes: new SqliteMutes(incidents),
    outbox: new SqliteOutbox(incidents),
    policies: new SqlitePolicies(incidents),
    workloads: new SqliteWorkloads(incidents),
    memory: new SqliteProber(results),
    results: new SqliteResults(results, clock),
    close: () => {
      try {
        results.close();
      } finally {
        incidents.close();
      }
    },
  };
}
