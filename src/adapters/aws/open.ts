import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { ownAnswerKey } from './answer-key.ts';
import { Calls, PATIENCE, type Patience } from './calls.ts';
import { TableDeploys } from './deploys.ts';
import { TableEvidence } from './evidence.ts';
import { TableHeartbeats } from './heartbeats.ts';
import { TableIncidents } from './incidents.ts';
import { TableLedger } from './ledger.ts';
import { TableMutes } from './mutes.ts';
import { TablePolicies } from './policies.ts';
import { TableProber } from './prober.ts';
import { Table } from './table.ts';
import { tableService } from './table-error.ts';
import { TableWatchMemory } from './watch-memory.ts';
import { TableWorkloads } from './workloads.ts';

/** Region, endpoint and credentials are found the way every AWS tool does, where they are absent. */
export interface OpenTableOptions extends Pick<DynamoDBClientConfig, 'region' | 'endpoint' | 'credentials'> {
  readonly name: string;
  readonly patience?: Patience;
}

/**
 * The stores in an installation's table (see `TABLE_DEFINITION`). Nothing is asked before a store is used; from then on
 * every call throws a `TableError` that says what is wrong, and whether it may pass.
 */
export function openTable({ name, patience = PATIENCE, ...place }: OpenTableOptions) {
  // One attempt: see `Calls`.
  const client = new DynamoDBClient({ ...place, maxAttempts: 1 });
  const table = new Table(new Calls(client, tableService(name), patience), name);
  return {
    incidents: new TableIncidents(table),
    evidence: new TableEvidence(table),
    heartbeats: new TableHeartbeats(table),
    ledger: new TableLedger(table),
    deploys: new TableDeploys(table),
    mutes: new TableMutes(table),
    policies: new TablePolicies(table),
    memory: new TableProber(table),
    watchMemory: new TableWatchMemory(table),
    workloads: new TableWorkloads(table),
    answerKey: () => ownAnswerKey(table),
    close: () => table.close(),
  };
}

export type OpenTable = ReturnType<typeof openTable>;
