import { expect, it } from '@jest/globals';
import type { Verdict } from '../../src/core/check/check.ts';
import type { ProberMemory } from '../../src/core/ports.ts';
import { someResult } from './store-samples.ts';

export function proberMemoryContract(open: () => Promise<ProberMemory>): void {
  it('drops duplicates and older slots (T3)', async () => {
    const memory = await open();
    expect(await memory.record(someResult({ slot: 5, verdict: 'down' }))).toEqual({ is: 'new', bad: 1 });
    expect(await memory.record(someResult({ slot: 5, verdict: 'down' }))).toEqual({ is: 'stale' });
    expect(await memory.record(someResult({ slot: 4, verdict: 'down' }))).toEqual({ is: 'stale' });
    expect(await memory.bad('backend', 'here')).toBe(1);
  });

  it('knows every monitor and location by itself', async () => {
    const memory = await open();
    await memory.record(someResult({ slot: 5, verdict: 'down' }));
    expect(await memory.record(someResult({ slot: 5, location: 'there' }))).toEqual({ is: 'new', bad: 0 });
    expect(await memory.record(someResult({ slot: 5, monitor: 'frontend' }))).toEqual({ is: 'new', bad: 0 });
    expect(await memory.bad('backend', 'elsewhere')).toBe(0);
  });

  it('counts the bad of the last 15 slots; unknown is not bad (I3, rule 7)', async () => {
    const memory = await open();
    const at = (slot: number, verdict: Verdict) => memory.record(someResult({ slot, verdict }));
    await at(1, 'down');
    expect(await at(2, 'unknown')).toEqual({ is: 'new', bad: 1 });
    expect(await at(3, 'degraded')).toEqual({ is: 'new', bad: 2 });
    for (let slot = 4; slot <= 15; slot++) await at(slot, 'up');
    expect(await memory.bad('backend', 'here')).toBe(2);
    expect(await at(16, 'up')).toEqual({ is: 'new', bad: 1 });
    for (let slot = 17; slot <= 40; slot++) await at(slot, 'down');
    expect(await memory.bad('backend', 'here')).toBe(15);
  });
}
