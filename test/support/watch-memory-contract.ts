import { expect, it } from '@jest/globals';
import type { WatchMemory } from '../../src/core/ports.ts';
import type { PatrolMemory } from '../../src/core/watch/memory.ts';
import { MONDAY } from './plan.ts';

const known = { since: MONDAY, text: 'nothing was looked at from eu since 14:00', saidAt: MONDAY, seenAt: MONDAY };
const first: PatrolMemory = {
  at: MONDAY,
  begun: MONDAY,
  concerns: { 'silent:eu': known, 'overdue:shop-1': { ...known, overAt: MONDAY, relapsed: true } },
  revivals: { 'shop-1': [MONDAY] },
};

export function watchMemoryContract(open: () => Promise<WatchMemory>): void {
  it('keeps what the last patrol left, whole', async () => {
    const memory = await open();
    expect(await memory.read()).toBeUndefined();
    await memory.write(first);
    expect(await memory.read()).toEqual(first);
    const second: PatrolMemory = { ...first, at: MONDAY + 1, concerns: {}, revivals: {} };
    await memory.write(second);
    expect(await memory.read()).toEqual(second);
  });
}
