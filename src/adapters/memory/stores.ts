import { MemoryHeartbeats } from './heartbeats.ts';
import { CountedIds } from './ids.ts';
import { MemoryIncidents } from './incidents.ts';
import { MemoryLedger } from './ledger.ts';
import { MemoryMutes } from './mutes.ts';
import { MemoryOutbox } from './outbox.ts';
import { MemoryPolicies } from './policies.ts';
import { MemoryProber } from './prober.ts';
import { MemoryResults } from './results.ts';

/** Everything that keeps state, in memory: for stories, the simulator and tests. */
export const memoryStores = () => ({
  heartbeats: new MemoryHeartbeats(),
  ids: new CountedIds(),
  incidents: new MemoryIncidents(),
  ledger: new MemoryLedger(),
  memory: new MemoryProber(),
  mutes: new MemoryMutes(),
  outbox: new MemoryOutbox(),
  policies: new MemoryPolicies(),
  results: new MemoryResults(),
});
