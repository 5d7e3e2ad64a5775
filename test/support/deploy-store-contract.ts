import { expect, it } from '@jest/globals';
import type { DeployStore } from '../../src/core/ports.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY } from './plan.ts';
import { someDeploy } from './store-samples.ts';

export function deployStoreContract(open: () => Promise<DeployStore>): void {
  it('knows deploys since a moment, newest first', async () => {
    const deploys = await open();
    const [first, second] = [someDeploy(), someDeploy({ id: 'd2', at: MONDAY + MINUTE, monitors: [] })];
    await deploys.record(first);
    await deploys.record(second);
    expect(await deploys.since(MONDAY)).toEqual([second, first]);
    expect(await deploys.since(MONDAY + 1)).toEqual([second]);
    expect(await deploys.since(MONDAY + MINUTE + 1)).toEqual([]);
  });

  it('takes the same deploy once, as it was said first', async () => {
    const deploys = await open();
    await deploys.record(someDeploy());
    await deploys.record(someDeploy({ version: 'another' }));
    expect(await deploys.since(MONDAY)).toEqual([someDeploy()]);
  });
}
