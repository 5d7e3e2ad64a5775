import { describe } from '@jest/globals';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { storeContract } from '../../support/store-contract.ts';

describe('stores in memory', () => storeContract(memoryStores));
