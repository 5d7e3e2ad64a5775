import { describe, expect, it } from '@jest/globals';
import { randomIds } from '../../../src/adapters/system/ids.ts';

describe('random ids', () => {
  it('are never the same twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => randomIds.next())).size).toBe(1_000);
  });
});
