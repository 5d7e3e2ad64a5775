import { describe, expect, it } from '@jest/globals';
import { prober } from '../../functions/prober.ts';
import { MemoryHeartbeats } from '../../src/adapters/memory/heartbeats.ts';
import { agentBeats } from '../../src/core/check/heartbeat.ts';
import { shardsOf } from '../../src/core/check/shards.ts';
import { SECOND } from '../../src/core/time/instant.ts';
import { monitor } from '../support/plan.ts';

const NOON = Date.UTC(2026, 10, 26, 12);

/** A run on virtual time: each look takes so many ms. */
async function runOf({ intervals = [60], takes = 100, at = NOON + 2_000, start = NOON + 2_000, fails = false } = {}) {
  let now = start;
  const looked: string[] = [];
  const errors: string[] = [];
  const heartbeats = new MemoryHeartbeats();
  const monitors = intervals.map((each, i) => monitor(`m${i}`, { interval: each * SECOND }));
  const step = prober({
    clock: { now: () => now },
    location: 'eu-west-1',
    shards: shardsOf(monitors),
    heartbeats: fails
      ? Object.assign(new MemoryHeartbeats(), { beat: () => Promise.reject(new Error('no table')) })
      : heartbeats,
    until: async (to) => {
      now = Math.max(now, to);
    },
    probe: async ({ monitors: names, slot }) => {
      looked.push(...names.map((name) => `${name} ${(slot - NOON) / SECOND}`));
      now += takes;
      return { checked: names.length, bad: 0 };
    },
    onError: (where, error) => errors.push(`${where}: ${(error as Error).message}`),
  });
  return { taken: await step({ shard: 0, at }), looked, errors, heartbeats };
}

describe('a run of the prober', () => {
  it('looks at what is due, once, at its slot', async () => {
    expect(await runOf({ intervals: [60, 60] })).toMatchObject({
      taken: { checked: 2, bad: 0 },
      looked: ['m0 0', 'm1 0'],
    });
  });

  it('goes through rounds where intervals are shorter than a minute', async () => {
    expect((await runOf({ intervals: [20] })).looked).toEqual(['m0 0', 'm0 20', 'm0 40']);
  });

  it('drops a round whose time is over: a late probe is a lie', async () => {
    expect((await runOf({ intervals: [20], takes: 45_000 })).looked).toEqual(['m0 0', 'm0 40']);
  });

  it('says that its location looks; not being able to is no reason not to look', async () => {
    const { heartbeats } = await runOf();
    expect((await heartbeats.of(agentBeats('eu-west-1'), NOON)).last).toMatchObject({ outcome: 'ok' });
    expect(await runOf({ fails: true })).toMatchObject({ looked: ['m0 0'], errors: ['heartbeat: no table'] });
  });
});
