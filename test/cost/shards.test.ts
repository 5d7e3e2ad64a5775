import { describe, expect, it } from '@jest/globals';
import { ASSUMED, ASSUMPTIONS, readAssumed } from '../../src/cost/assumptions.ts';
import { billedShards, MONTH } from '../../src/cost/shards.ts';
import { probes } from '../../src/probes/index.ts';
import { shopOf } from '../support/bills.ts';
import { planOf } from '../support/config.ts';

const shards = (text: string) =>
  billedShards(Object.values(planOf(text).monitors), ASSUMED).map(({ monitors, runs, seconds, isBrowser }) => ({
    ...{ monitors: monitors.length, everyMinutes: MONTH / runs / 60_000, seconds: Number(seconds.toFixed(3)) },
    ...(isBrowser && { isBrowser }),
  }));

describe('how monitors are spread over functions', () => {
  it('is 50 together, ten at a time: 0.8 s for 3 of them, 2 s for 50', () => {
    expect(shards(shopOf(3, '60s'))).toEqual([{ monitors: 3, everyMinutes: 1, seconds: 0.8 }]);
    expect(shards(shopOf(50, '60s'))).toEqual([{ monitors: 50, everyMinutes: 1, seconds: 2 }]);
    expect(shards(shopOf(51, '60s')).map(({ monitors }) => monitors)).toEqual([50, 1]);
  });

  it('takes rounds of one run below a minute: six of 10 s', () => {
    expect(shards(shopOf(3, '10s'))).toEqual([{ monitors: 3, everyMinutes: 1, seconds: 50.8 }]);
  });

  it('runs as often as its monitors need, in whole minutes', () => {
    expect(shards(shopOf(2, '5m'))).toEqual([{ monitors: 2, everyMinutes: 5, seconds: 0.8 }]);
    expect(shards(shopOf(1, '90s'))[0]?.everyMinutes).toBe(1);
    const mixed = shopOf(1, '4m', '  slow: { url: "https://slow.example.com/", interval: 6m }\n');
    expect(shards(mixed)[0]?.everyMinutes).toBe(2);
  });

  it('gives each browser check a function of its own', () => {
    const browser = '  b: { kind: browser, url: "https://b.example.com/", interval: 5m }\n';
    expect(shards(shopOf(3, '60s', browser))).toEqual([
      { monitors: 3, everyMinutes: 1, seconds: 0.8 },
      { monitors: 1, everyMinutes: 5, seconds: 8.5, isBrowser: true },
    ]);
  });

  it('a heartbeat takes no time of its own', () => {
    const text = shopOf(1, '60s', '  b: { kind: heartbeat, every: 1h, from: { token: "${secret:t}" } }\n');
    expect(shards(text)[0]?.seconds).toBe(0.8);
  });
});

describe('what is assumed', () => {
  it('takes numbers and durations, each where it belongs', () => {
    expect([readAssumed('incidents', '20'), readAssumed('incidents', '20s'), readAssumed('incidents', '-1')]).toEqual([
      20,
      undefined,
      undefined,
    ]);
    expect([readAssumed('browser', '12s'), readAssumed('browser', '12')]).toEqual([12_000, undefined]);
  });

  it('of kinds by their name, and of no other kind', () => {
    const kinds = Object.keys(ASSUMPTIONS).filter((name) => probes.has(name));
    expect(kinds).toEqual(['page', 'flow', 'ping', 'browser']);
  });
});
