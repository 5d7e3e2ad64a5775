import { afterAll, beforeAll, describe } from '@jest/globals';
import { deployStoreContract } from '../../support/deploy-store-contract.ts';
import { Dynamo } from '../../support/dynamo.ts';
import { evidenceStoreContract } from '../../support/evidence-store-contract.ts';
import { heartbeatStoreContract } from '../../support/heartbeat-store-contract.ts';
import { incidentStoreContract } from '../../support/incident-store-contract.ts';
import { ledgerStoreContract } from '../../support/ledger-store-contract.ts';
import { muteStoreContract } from '../../support/mute-store-contract.ts';
import { policyStoreContract } from '../../support/policy-store-contract.ts';
import { proberMemoryContract } from '../../support/prober-memory-contract.ts';
import { watchMemoryContract } from '../../support/watch-memory-contract.ts';
import { workloadStoreContract } from '../../support/workload-store-contract.ts';

describe('stores in DynamoDB', () => {
  const dynamo = new Dynamo();
  beforeAll(() => dynamo.start());
  afterAll(() => dynamo.stop());

  describe('incidents', () => incidentStoreContract(async () => (await dynamo.open()).incidents));
  describe('heartbeats', () => heartbeatStoreContract(async () => (await dynamo.open()).heartbeats));
  describe('policies', () => policyStoreContract(async () => (await dynamo.open()).policies));
  describe('deploys', () => deployStoreContract(async () => (await dynamo.open()).deploys));
  describe('mutes', () => muteStoreContract(async () => (await dynamo.open()).mutes));
  describe('workloads', () => workloadStoreContract(async () => (await dynamo.open()).workloads));
  describe('evidence', () => evidenceStoreContract(async () => (await dynamo.open()).evidence));
  describe('ledger', () => ledgerStoreContract(async () => (await dynamo.open()).ledger));
  describe('prober memory', () => proberMemoryContract(async () => (await dynamo.open()).memory));
  describe('what a patrol leaves', () => watchMemoryContract(async () => (await dynamo.open()).watchMemory));
});
