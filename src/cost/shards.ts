import type { MonitorPlan } from '../core/plan.ts';
import { MINUTE, SECOND } from '../core/time/instant.ts';
import { type Assumed, isAssumption } from './assumptions.ts';

/** A bill's month: 30 days. */
export const MONTH = 30 * 24 * 60 * MINUTE;
/** Checks of one run, and of those at a time: more would queue for the CPU and distort what they measure. */
const PER_SHARD = 50;
const AT_A_TIME = 10;
/** EventBridge Scheduler's shortest rate: what is checked more often takes several rounds of one run. */
const SHORTEST_TICK = MINUTE;

/** Monitors that one function looks at together, and what that takes in a month. */
export interface Shard {
  readonly monitors: readonly MonitorPlan[];
  readonly isBrowser: boolean;
  /** Runs a month. */
  readonly runs: number;
  /** Looks at each monitor that is due, in one run. */
  readonly rounds: number;
  /** How long a run is billed for, in seconds. */
  readonly seconds: number;
}

/** How the monitors of one location are spread: each browser check for itself, the others 50 together, the fastest first. */
export function shardsOf(monitors: readonly MonitorPlan[], assumed: Assumed): readonly Shard[] {
  const browsers = monitors.filter(isBrowser).map((monitor) => [monitor]);
  const others = monitors.filter((each) => !isBrowser(each)).toSorted((a, b) => a.interval - b.interval);
  const together = Array.from({ length: Math.ceil(others.length / PER_SHARD) }, (_, i) =>
    others.slice(i * PER_SHARD, (i + 1) * PER_SHARD),
  );
  return [...together, ...browsers].map((each) => shard(each, assumed));
}

function shard(monitors: readonly MonitorPlan[], assumed: Assumed): Shard {
  const shortest = Math.min(...monitors.map(({ interval }) => interval));
  const tick = tickOf(monitors);
  const rounds = shortest < tick ? Math.floor(tick / shortest) : 1;
  // One that is due at every other look takes half its time of each, on average.
  const shares = monitors.map((each) => takes(each, assumed) * Math.min(1, tick / rounds / each.interval));
  const round = Math.max(...shares, sum(shares) / AT_A_TIME);
  return {
    monitors,
    isBrowser: monitors.some(isBrowser),
    runs: MONTH / tick,
    rounds,
    seconds: ((rounds - 1) * shortest + assumed.overhead + round) / SECOND,
  };
}

/** The longest time between runs at which each monitor has a run whenever it is due, in whole minutes. */
const tickOf = (monitors: readonly MonitorPlan[]): number =>
  monitors.map(({ interval }) => (interval % MINUTE === 0 ? interval : SHORTEST_TICK)).reduce(greatestCommon);

const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b));

/** How long a check takes, ms. A heartbeat only reads what arrived. */
export const takes = ({ kind, listens }: MonitorPlan, assumed: Assumed): number =>
  listens ? 0 : isAssumption(kind) ? assumed[kind] : assumed.check;

export const isBrowser = ({ kind }: MonitorPlan): boolean => kind === 'browser';

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
