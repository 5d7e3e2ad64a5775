import { describe } from '@jest/globals';
import { MemoryWatchMemory } from '../../../src/adapters/memory/watch-memory.ts';
import { watchMemoryContract } from '../../support/watch-memory-contract.ts';

describe('what a patrol leaves, in memory', () => watchMemoryContract(async () => new MemoryWatchMemory()));
