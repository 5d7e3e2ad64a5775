import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundsOf, shardsOf } from '../../../src/core/check/shards.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { monitor, shop } from '../../support/plan.ts';

const NOON = Date.UTC(2026, 10, 26, 12);
const every = (...seconds: readonly number[]) =>
  Object.values(
    shop({
      monitors: Object.fromEntries(seconds.map((each, i) => [`m${i}`, monitor(`m${i}`, { interval: each * SECOND })])),
    }).monitors,
  );

describe('shards of a location', () => {
  it('looks at a monitor of 60 s once in a run each minute, at its slot', () => {
    const [shard] = shardsOf(every(60, 60));
    expect(shard).toMatchObject({ tick: MINUTE, rounds: 1 });
    expect(roundsOf(shard!, NOON)).toEqual([new Map([[NOON, ['m0', 'm1']]])]);
  });

  it('looks at one of 20 s in three rounds, and at one of 60 s in one of them', () => {
    const [shard] = shardsOf(every(60, 20));
    expect(roundsOf(shard!, NOON).map((due) => [...due])).toEqual([
      [[NOON, ['m1', 'm0']]],
      [[NOON + 20 * SECOND, ['m1']]],
      [[NOON + 40 * SECOND, ['m1']]],
    ]);
  });

  it('meets every slot of every interval exactly once, whatever the intervals are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 900 }), { minLength: 1, maxLength: 6 }), (intervals) => {
        const [shard] = shardsOf(every(...intervals));
        const hours = 3 * 60 * MINUTE;
        const begin = Math.floor(NOON / shard!.tick) * shard!.tick;
        const met = Array.from({ length: Math.ceil(hours / shard!.tick) }, (_, i) => begin + i * shard!.tick).flatMap(
          (at) =>
            roundsOf(shard!, at).flatMap((due) =>
              [...due].flatMap(([slot, names]) => names.map((name) => `${name} ${slot}`)),
            ),
        );
        expect(new Set(met).size).toBe(met.length);
        const end = begin + Math.ceil(hours / shard!.tick) * shard!.tick;
        const wanted = shard!.monitors.flatMap(({ name, interval }) => {
          const first = Math.ceil(begin / interval) * interval;
          return Array.from(
            { length: Math.max(0, Math.ceil((end - first) / interval)) },
            (_, i) => `${name} ${first + i * interval}`,
          );
        });
        expect([...met].toSorted()).toEqual(wanted.toSorted());
      }),
    );
  });
});
