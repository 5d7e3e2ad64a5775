import { expect, it } from '@jest/globals';
import type { PolicyStore } from '../../src/core/ports.ts';
import { policy } from './plan.ts';

export function policyStoreContract(open: () => Promise<PolicyStore>): void {
  it('keeps policies by hash; keeping one again is nothing', async () => {
    const policies = await open();
    expect(await policies.get('policy-1')).toBeNull();
    await policies.keep(policy());
    await policies.keep(policy());
    expect(await policies.get('policy-1')).toEqual(policy());
    expect(await policies.get('policy-2')).toBeNull();
  });
}
