import { expect, it } from '@jest/globals';
import type { Evidence } from '../../src/core/evidence/evidence.ts';
import type { EvidenceStore } from '../../src/core/ports.ts';
import { MONDAY } from './plan.ts';

const evidence = (monitor: string, more: Partial<Evidence> = {}): Evidence => ({
  incident: 'shop-1',
  monitor,
  at: MONDAY,
  summary: 'backend-deployment: 0 of 3 ready',
  parts: [{ title: 'Next', lines: ['kubectl get pods'], is: 'commands' }],
  ...more,
});

export function evidenceStoreContract(open: () => Promise<EvidenceStore>): void {
  it('keeps the newest look at each monitor of an incident (E7)', async () => {
    const store = await open();
    expect(await store.of('shop-1')).toEqual([]);
    await store.keep(evidence('frontend'));
    await store.keep(evidence('backend'));
    await store.keep(evidence('backend', { incident: 'shop-12' }));
    const again = evidence('backend', { at: MONDAY + 60_000, summary: 'all well', parts: [] });
    await store.keep(again);
    expect(await store.of('shop-1')).toEqual([again, evidence('frontend')]);
  });
}
