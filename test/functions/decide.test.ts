import { describe, expect, it } from '@jest/globals';
import { decide, type ShortWaits } from '../../functions/decide.ts';
import { signal } from '../../functions/signal.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import { SECOND } from '../../src/core/time/instant.ts';
import { MONDAY, shop } from '../support/plan.ts';
import { someLook } from '../support/store-samples.ts';

const RUN = { incident: 'shop-1', generation: 1, run: 1 };

/** A suspicion whose first round of confirmation is a few seconds away. */
async function suspected(limits?: Pick<ShortWaits, 'each' | 'all'>) {
  const stores = memoryStores();
  let now = MONDAY;
  const waits: number[] = [];
  const until = async (at: number) => {
    waits.push(at - now);
    now = Math.max(now, at);
  };
  const ports = { ...stores, clock: { now: () => now }, plan: () => shop(), runs: { start: async () => {} } };
  await signal(ports)({ looks: [{ ...someLook, monitor: 'backend', verdict: 'down', slot: MONDAY, at: MONDAY }] });
  const step = decide({ ...ports, ...(limits && { shortWaits: { ...limits, until } }) });
  return { step, waits, stores };
}

describe('decide', () => {
  it('leaves waits to the workflow, where nobody says otherwise', async () => {
    const { step } = await suspected();
    expect(await step(RUN)).toMatchObject({ do: 'wait' });
  });

  it('waits out short ones itself, and the record says the same of its sleep (rule 4)', async () => {
    const { step, waits, stores } = await suspected({ each: 6 * SECOND, all: 30 * SECOND });
    expect(await step(RUN)).toMatchObject({ do: 'confirm' });
    expect(waits).toEqual([5 * SECOND]);
    const head = (await stores.incidents.head('shop'))!;
    expect(head.run).toMatchObject({ number: 1, asleepUntil: MONDAY + 5 * SECOND });
  });

  it.each([
    ['longer ones', { each: 4 * SECOND, all: 30 * SECOND }],
    ['more than it may in all', { each: 6 * SECOND, all: 3 * SECOND }],
  ])('leaves %s to the workflow', async (_, limits) => {
    const { step, waits } = await suspected(limits);
    expect(await step(RUN)).toMatchObject({ do: 'wait', until: new Date(MONDAY + 5 * SECOND).toISOString() });
    expect(waits).toEqual([]);
  });
});
