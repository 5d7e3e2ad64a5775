import { expect, it } from '@jest/globals';
import { GAP, type HeartbeatStore } from '../../src/core/check/heartbeat.ts';
import { MONDAY } from './plan.ts';

export function heartbeatStoreContract(open: () => Promise<HeartbeatStore>): void {
  it('knows a job from the first question on', async () => {
    const store = await open();
    expect(await store.of('backup', MONDAY)).toEqual({ known: MONDAY, listening: MONDAY });
    expect(await store.of('backup', MONDAY + 5)).toEqual({ known: MONDAY, listening: MONDAY });
    expect((await store.of('another', MONDAY + 5)).known).toBe(MONDAY + 5);
  });

  it('keeps the newest report, whatever order they come in', async () => {
    const store = await open();
    await store.beat('backup', { at: MONDAY + 2, outcome: 'failed' });
    await store.beat('backup', { at: MONDAY + 1, outcome: 'ok' });
    expect((await store.of('backup', MONDAY + 3)).last).toEqual({ at: MONDAY + 2, outcome: 'failed' });
    await store.beat('backup', { at: MONDAY + 4, outcome: 'ok' });
    expect((await store.of('backup', MONDAY + 5)).last).toEqual({ at: MONDAY + 4, outcome: 'ok' });
    expect((await store.of('another', MONDAY)).last).toBeUndefined();
  });

  it('has been listening since the last gap', async () => {
    const store = await open();
    const listening = async () => (await store.of('backup', MONDAY)).listening;
    await store.listen(MONDAY);
    await store.listen(MONDAY + GAP);
    expect(await listening()).toBe(MONDAY);
    await store.listen(MONDAY + 2 * GAP + 1);
    expect(await listening()).toBe(MONDAY + 2 * GAP + 1);
    // A clock that was set back is no gap.
    await store.listen(MONDAY);
    await store.listen(MONDAY + 3 * GAP);
    expect(await listening()).toBe(MONDAY + 2 * GAP + 1);
  });
}
