import { describe, expect, it } from '@jest/globals';
import { signal } from '../../functions/signal.ts';
import { watch } from '../../functions/watch.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import { isOver } from '../../src/core/incident/over.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../support/plan.ts';
import { someLook } from '../support/store-samples.ts';

describe('watch (V6)', () => {
  const plan = withMonitor(withMonitor(shop(), 'bank', { group: 'bank' }), 'docs', { group: 'docs' });

  async function watching(broken: readonly string[], minutes: number) {
    const stores = memoryStores();
    const at = { ...stores, clock: { now: () => MONDAY }, plan: () => plan, runs: { start: async () => {} } };
    await signal(at)({ looks: ['bank', 'docs', 'backend'].map((monitor) => ({ ...someLook, monitor })) });
    const started: string[] = [];
    const start = async ({ incident }: { readonly incident: string }) => {
      if (broken.includes(incident)) throw new Error(`${incident} cannot be started`);
      started.push(incident);
    };
    const clock = { now: () => MONDAY + minutes * MINUTE };
    const step = watch({ ...stores, clock, plan: () => plan, runs: { start } });
    return { step, started, stores };
  }

  it('gives every overdue incident a new run, and no other', async () => {
    const late = await watching([], 5);
    expect((await late.step()).revived.toSorted()).toEqual(['bank-1', 'docs-1', 'shop-1']);
    const early = await watching([], 0.5);
    expect(await early.step()).toEqual({ revived: [] });
    expect((await early.step({ all: true })).revived).toHaveLength(3);
  });

  it('one that cannot be revived keeps no other from it', async () => {
    const { step, started, stores } = await watching(['bank-1', 'docs-1'], 5);
    await expect(step()).rejects.toThrow('2 incidents may be overdue: bank-1 cannot be started');
    expect(started).toEqual(['shop-1']);
    expect((await stores.incidents.heads()).some(isOver)).toBe(false);
  });
});
