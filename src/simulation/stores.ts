import type { HeartbeatStore } from '../core/check/heartbeat.ts';
import type {
  DeployStore,
  EvidenceStore,
  Ids,
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
} from '../core/ports.ts';

/** Everything that keeps state in a simulated world, whatever holds it. */
export interface SimulationStores {
  readonly deploys: DeployStore;
  readonly evidence: EvidenceStore;
  readonly heartbeats: HeartbeatStore;
  readonly ids: Ids;
  readonly incidents: IncidentStore;
  readonly ledger: LedgerStore;
  readonly memory: ProberMemory;
  readonly mutes: MuteStore;
  readonly outbox: Outbox & OutboxReader;
  readonly policies: PolicyStore;
  readonly results: ResultSink & ResultHistory;
  readonly workloads: WorkloadStore;
}
