import { MemoryDeploys } from './deploys.ts';
import { MemoryEvidence } from './evidence.ts';
import { MemoryHeartbeats } from './heartbeats.ts';
import { CountedIds } from './ids.ts';
import { MemoryIncidents } from './incidents.ts';
import { kept } from './kept.ts';
import { MemoryLedger } from './ledger.ts';
import { MemoryMutes } from './mutes.ts';
import { MemoryOutbox } from './outbox.ts';
import { MemoryPolicies } from './policies.ts';
import { MemoryProber } from './prober.ts';
import { MemoryResults } from './results.ts';
import { MemoryWatchMemory } from './watch-memory.ts';
import { MemoryWorkloads } from './workloads.ts';

/**
 * Everything that keeps state, in memory: for stories, the simulator and tests. `keep` is what is done to an incident
 * before it is kept: frozen, where nothing else is said.
 */
export const memoryStores = (keep: typeof kept = kept) => ({
  deploys: new MemoryDeploys(),
  evidence: new MemoryEvidence(),
  heartbeats: new MemoryHeartbeats(),
  ids: new CountedIds(),
  incidents: new MemoryIncidents(keep),
  ledger: new MemoryLedger(),
  memory: new MemoryProber(),
  mutes: new MemoryMutes(),
  outbox: new MemoryOutbox(),
  policies: new MemoryPolicies(),
  results: new MemoryResults(),
  watchMemory: new MemoryWatchMemory(),
  workloads: new MemoryWorkloads(),
});
