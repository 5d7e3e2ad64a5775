import { expect, it } from '@jest/globals';
import type { MuteStore } from '../../src/core/ports.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY } from './plan.ts';
import { someMute } from './store-samples.ts';

export function muteStoreContract(open: () => Promise<MuteStore>): void {
  it('knows which mutes are not over', async () => {
    const mutes = await open();
    await mutes.add(someMute());
    await mutes.add(someMute({ id: 'm2', until: MONDAY + 2 * MINUTE }));
    expect((await mutes.current(MONDAY)).map((mute) => mute.id).sort()).toEqual(['m1', 'm2']);
    expect((await mutes.current(MONDAY + MINUTE)).map((mute) => mute.id)).toEqual(['m2']);
    expect(await mutes.current(MONDAY + 2 * MINUTE)).toEqual([]);
  });

  it('ends a mute, never makes it longer, and does not mind one it does not know', async () => {
    const mutes = await open();
    await mutes.add(someMute());
    await mutes.end('m9', MONDAY + 1);
    await mutes.end('m1', MONDAY + 5 * MINUTE);
    expect(await mutes.current(MONDAY)).toEqual([someMute()]);
    await mutes.end('m1', MONDAY + 10);
    expect(await mutes.current(MONDAY)).toEqual([someMute({ until: MONDAY + 10 })]);
    expect(await mutes.current(MONDAY + 10)).toEqual([]);
  });

  it('does not bring an ended mute back when it is added again', async () => {
    const mutes = await open();
    await mutes.add(someMute());
    await mutes.end('m1', MONDAY + 1);
    await mutes.add(someMute());
    expect(await mutes.current(MONDAY + 1)).toEqual([]);
  });
}
