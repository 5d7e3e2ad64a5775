import { describe, expect, it } from '@jest/globals';
import { watchedIncidents } from '../../../src/adapters/aws/incident-metrics.ts';
import { MemoryIncidents } from '../../../src/adapters/memory/incidents.ts';
import type { Datum } from '../../../src/core/metrics.ts';
import { incidentStoreContract } from '../../support/incident-store-contract.ts';
import { MONDAY } from '../../support/plan.ts';
import { someIncident } from '../../support/store-samples.ts';

const backend = {
  since: MONDAY,
  verdict: 'down',
  certainty: 'confirmed',
  code: 'status',
  text: 'answers 500',
  parts: [],
  from: 1,
  of: 1,
} as const;
const open = someIncident({ phase: 'open', openedAt: MONDAY + 9, severity: 'P2', version: 2, failing: { backend } });

describe('incidents that are watched, as a store', () => {
  incidentStoreContract(
    async () =>
      watchedIncidents(
        new MemoryIncidents(),
        async () => {},
        () => {},
      ).incidents,
  );
});

describe('incidents that are watched', () => {
  const watch = (emit: (data: readonly Datum[]) => Promise<void>) => {
    const errors: unknown[] = [];
    const store = new MemoryIncidents();
    return { store, errors, ...watchedIncidents(store, emit, (where, error) => errors.push([where, error])) };
  };

  it('tell what a write means once it is written, and not where it is a conflict', async () => {
    const told: (readonly Datum[])[] = [];
    const { incidents, settled } = watch(async (data) => void told.push(data));
    await incidents.write(someIncident(), 0);
    await incidents.head('shop');
    expect(await incidents.write(open, 7)).toBe('conflict');
    await settled();
    expect(told).toEqual([]);
    expect(await incidents.write(open, 1)).toBe('written');
    await settled();
    expect(told.map((data) => data.map(({ metric }) => metric))).toEqual([['incidents', 'timeToDetect']]);
  });

  it('compare with what another process wrote meanwhile, not with what was known before', async () => {
    const told: Datum[] = [];
    const { incidents, store, settled } = watch(async (data) => void told.push(...data));
    await incidents.write(someIncident(), 0);
    await store.write(open, 1);
    await incidents.head('shop');
    await incidents.write({ ...open, version: 3, flaps: 1 }, 2);
    await settled();
    expect(told).toEqual([]);
  });

  it('say nothing of a head that nobody read here', async () => {
    const told: Datum[] = [];
    const { incidents, store, settled } = watch(async (data) => void told.push(...data));
    await store.write(someIncident(), 0);
    await incidents.write(open, 1);
    await settled();
    expect(told).toEqual([]);
  });

  it('keep no page waiting for CloudWatch, and lose none with a metric', async () => {
    let fail: (error: Error) => void = () => {};
    const { incidents, errors, settled } = watch(
      () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    );
    await incidents.write({ ...open, version: 1 }, 0);
    expect((await incidents.head('shop'))?.phase).toBe('open');
    let isSettled = false;
    const settling = settled().then(() => {
      isSettled = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([isSettled, errors]).toEqual([false, []]);
    fail(new Error('no'));
    await settling;
    expect(errors).toEqual([['metrics', new Error('no')]]);
  });

  it('fail as the store does, and tell nothing then', async () => {
    const told: Datum[] = [];
    const store = new MemoryIncidents();
    store.write = () => Promise.reject(new Error('lost'));
    const { incidents, settled } = watchedIncidents(
      store,
      async (data) => void told.push(...data),
      () => {},
    );
    await expect(incidents.write({ ...open, version: 1 }, 0)).rejects.toThrow('lost');
    await settled();
    expect(told).toEqual([]);
  });
});
