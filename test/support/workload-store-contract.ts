import { expect, it } from '@jest/globals';
import type { WorkloadStore } from '../../src/core/ports.ts';
import { lookedAt, NOTHING_KNOWN } from '../../src/core/remedy/workload-memory.ts';
import { MONDAY } from './plan.ts';

const BACKEND = 'prod/shop/deployment/backend';
const first = lookedAt(NOTHING_KNOWN, { hash: 'a', at: MONDAY, isWell: true });
const second = lookedAt(first, { hash: 'b', at: MONDAY + 60_000, isWell: false });

export function workloadStoreContract(open: () => Promise<WorkloadStore>): void {
  it('writes what is known of a workload only onto the version it was made from (G3)', async () => {
    const workloads = await open();
    expect(await workloads.read(BACKEND)).toBeNull();
    expect(await workloads.write(BACKEND, second, 1)).toBe('conflict');
    expect(await workloads.write(BACKEND, first, 0)).toBe('written');
    expect(await workloads.write(BACKEND, second, 0)).toBe('conflict');
    expect(await workloads.read(BACKEND)).toEqual({ memory: first, version: 1 });
    expect(await workloads.write(BACKEND, second, 1)).toBe('written');
    expect(await workloads.write(BACKEND, first, 1)).toBe('conflict');
    expect(await workloads.read(BACKEND)).toEqual({ memory: second, version: 2 });
    expect(await workloads.read('prod/shop/deployment/frontend')).toBeNull();
  });
}
