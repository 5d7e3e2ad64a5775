import { describe } from '@jest/globals';
import type { HeartbeatStore } from '../../src/core/check/heartbeat.ts';
import type {
  DeployStore,
  EvidenceStore,
  IncidentStore,
  LedgerStore,
  MuteStore,
  Outbox,
  OutboxReader,
  PolicyStore,
  ProberMemory,
  ResultHistory,
  ResultSink,
  WorkloadStore,
} from '../../src/core/ports.ts';
import { deployStoreContract } from './deploy-store-contract.ts';
import { evidenceStoreContract } from './evidence-store-contract.ts';
import { heartbeatStoreContract } from './heartbeat-store-contract.ts';
import { incidentStoreContract } from './incident-store-contract.ts';
import { ledgerStoreContract } from './ledger-store-contract.ts';
import { muteStoreContract } from './mute-store-contract.ts';
import { outboxContract } from './outbox-contract.ts';
import { policyStoreContract } from './policy-store-contract.ts';
import { proberMemoryContract } from './prober-memory-contract.ts';
import { resultHistoryContract } from './result-history-contract.ts';
import { workloadStoreContract } from './workload-store-contract.ts';

/** Everything that keeps state. A driver that has only some of it calls those contracts alone. */
export interface Stores {
  readonly incidents: IncidentStore;
  readonly policies: PolicyStore;
  readonly deploys: DeployStore;
  readonly heartbeats: HeartbeatStore;
  readonly mutes: MuteStore;
  readonly workloads: WorkloadStore;
  readonly evidence: EvidenceStore;
  readonly ledger: LedgerStore;
  readonly memory: ProberMemory;
  readonly results: ResultSink & ResultHistory;
  readonly outbox: Outbox & OutboxReader;
}

/** What every set of stores promises, whatever holds it; `open` makes an empty one. */
export function storeContract(open: () => Stores | Promise<Stores>): void {
  describe('incidents', () => incidentStoreContract(async () => (await open()).incidents));
  describe('heartbeats', () => heartbeatStoreContract(async () => (await open()).heartbeats));
  describe('deploys', () => deployStoreContract(async () => (await open()).deploys));
  describe('policies', () => policyStoreContract(async () => (await open()).policies));
  describe('mutes', () => muteStoreContract(async () => (await open()).mutes));
  describe('workloads', () => workloadStoreContract(async () => (await open()).workloads));
  describe('evidence', () => evidenceStoreContract(async () => (await open()).evidence));
  describe('ledger', () => ledgerStoreContract(async () => (await open()).ledger));
  describe('prober memory', () => proberMemoryContract(async () => (await open()).memory));
  describe('results', () => resultHistoryContract(async () => (await open()).results));
  describe('outbox', () => outboxContract(async () => (await open()).outbox));
}
