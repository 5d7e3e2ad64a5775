import { AT_A_TIME, type Shard, shardsOf } from '../core/check/shards.ts';
import type { MonitorPlan } from '../core/plan.ts';
import { MINUTE, SECOND } from '../core/time/instant.ts';
import { type Assumed, isAssumption } from './assumptions.ts';

/** A bill's month: 30 days. */
export const MONTH = 30 * 24 * 60 * MINUTE;

/** What a shard takes in a month. */
export interface BilledShard extends Shard {
  /** Runs a month. */
  readonly runs: number;
  /** How long a run is billed for, in seconds. */
  readonly seconds: number;
}

/** The shards of one location's monitors. */
export const billedShards = (monitors: readonly MonitorPlan[], assumed: Assumed): readonly BilledShard[] =>
  shardsOf(monitors).map((shard) => billed(shard, assumed));

function billed(shard: Shard, assumed: Assumed): BilledShard {
  const { monitors, tick, apart, rounds } = shard;
  // One that is due at every other look takes half its time of each, on average.
  const shares = monitors.map((each) => takes(each, assumed) * Math.min(1, tick / rounds / each.interval));
  const round = Math.max(...shares, sum(shares) / AT_A_TIME);
  return { ...shard, runs: MONTH / tick, seconds: ((rounds - 1) * apart + assumed.overhead + round) / SECOND };
}

/** How long a check takes, ms. A heartbeat only reads what arrived. */
export const takes = ({ kind, listens }: MonitorPlan, assumed: Assumed): number =>
  listens ? 0 : isAssumption(kind) ? assumed[kind] : assumed.check;

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
