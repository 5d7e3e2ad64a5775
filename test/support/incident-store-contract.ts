import { expect, it } from '@jest/globals';
import type { IncidentStore } from '../../src/core/ports.ts';
import { MONDAY } from './plan.ts';
import { someIncident, someRow } from './store-samples.ts';

const ended = (id: string, endedAt: number) => someIncident({ id, phase: 'closed', endedAt });

export function incidentStoreContract(open: () => Promise<IncidentStore>): void {
  it('writes a head only onto the version it was made from', async () => {
    const incidents = await open();
    expect(await incidents.head('shop')).toBeNull();
    expect(await incidents.write(someIncident({ version: 2 }), 1)).toBe('conflict');
    expect(await incidents.head('shop')).toBeNull();
    expect(await incidents.write(someIncident(), 0)).toBe('written');
    expect(await incidents.write(someIncident({ flaps: 5 }), 0)).toBe('conflict');
    expect(await incidents.write(someIncident({ version: 3 }), 2)).toBe('conflict');
    expect(await incidents.head('shop')).toEqual(someIncident());
    expect(await incidents.write(someIncident({ version: 2, flaps: 7 }), 1)).toBe('written');
    expect(await incidents.head('shop')).toEqual(someIncident({ version: 2, flaps: 7 }));
  });

  it('lets exactly one of many concurrent writers win', async () => {
    const incidents = await open();
    const race = (expected: number) =>
      Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          incidents.write(someIncident({ version: expected + 1, flaps: i }), expected),
        ),
      );
    for (const expected of [0, 1]) {
      const answers = await race(expected);
      expect(answers.filter((answer) => answer === 'written')).toHaveLength(1);
      expect((await incidents.head('shop'))?.flaps).toBe(answers.indexOf('written'));
    }
  });

  it('keeps one head per group and lists all of them, ended ones included', async () => {
    const incidents = await open();
    await incidents.write(someIncident({ group: 'b' }), 0);
    await incidents.write(someIncident({ group: 'a', phase: 'closed', endedAt: MONDAY }), 0);
    await incidents.write(someIncident({ group: 'b', version: 2 }), 1);
    const heads = (await incidents.heads()).map(({ group, version }) => [group, version]);
    expect(heads.sort()).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(await incidents.head('c')).toBeNull();
  });

  it('what is changed outside stays outside, where it can be changed at all', async () => {
    const incidents = await open();
    const mine = someIncident();
    await incidents.write(mine, 0);
    for (const one of [mine, (await incidents.head('shop'))!]) {
      if (Object.isFrozen(one)) expect(() => Object.assign(one, { flaps: 99 })).toThrow();
      else Object.assign(one, { flaps: 99 });
    }
    expect((await incidents.head('shop'))?.flaps).toBe(0);
  });

  it('files a row once and returns rows oldest first', async () => {
    const incidents = await open();
    for (const version of [3, 1, 12, 2, 3, 1]) await incidents.file(someRow(version));
    await incidents.file(someRow(4, 'shop-2'));
    expect(await incidents.rows('shop-1')).toEqual([1, 2, 3, 12].map((version) => someRow(version)));
    expect(await incidents.rows('shop-3')).toEqual([]);
  });

  it('archives, again overwrites, newest first', async () => {
    const incidents = await open();
    for (let n = 1; n <= 3; n++) await incidents.archive(ended(`shop-${n}`, MONDAY + n));
    await incidents.archive(ended('shop-1', MONDAY + 9));
    expect((await incidents.past(2)).map((incident) => incident.id)).toEqual(['shop-1', 'shop-3']);
    expect(await incidents.past(9)).toHaveLength(3);
    expect(await incidents.archived('shop-2')).toEqual(ended('shop-2', MONDAY + 2));
    expect(await incidents.archived('shop-7')).toBeNull();
  });
}
