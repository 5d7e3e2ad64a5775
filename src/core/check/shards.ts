import type { MonitorPlan } from '../plan.ts';
import { type Instant, MINUTE } from '../time/instant.ts';

/** Checks of one run: more would queue for the CPU and distort what they measure. */
const PER_SHARD = 50;
/** Of these so many at a time, for the same reason. */
export const AT_A_TIME = 10;
/** EventBridge Scheduler's shortest rate: what is checked more often takes several rounds of one run. */
const SHORTEST_TICK = MINUTE;

/** Monitors that one run looks at together. */
export interface Shard {
  readonly monitors: readonly MonitorPlan[];
  readonly isBrowser: boolean;
  /** From one run to the next, in whole minutes, ms. */
  readonly tick: number;
  /** From one round of a run to the next, ms. */
  readonly apart: number;
  /** Rounds of one run; each looks at the monitors that are due in it. */
  readonly rounds: number;
}

/** How the monitors of one location are spread: each browser check for itself, the others 50 together, the fastest first. */
export function shardsOf(monitors: readonly MonitorPlan[]): readonly Shard[] {
  const browsers = monitors.filter(isBrowser).map((monitor) => [monitor]);
  const others = monitors.filter((each) => !isBrowser(each)).toSorted((a, b) => a.interval - b.interval);
  const together = Array.from({ length: Math.ceil(others.length / PER_SHARD) }, (_, i) =>
    others.slice(i * PER_SHARD, (i + 1) * PER_SHARD),
  );
  return [...together, ...browsers].map(shard);
}

function shard(monitors: readonly MonitorPlan[]): Shard {
  const apart = Math.min(...monitors.map(({ interval }) => interval));
  const tick = tickOf(monitors);
  const rounds = apart < tick ? Math.ceil(tick / apart) : 1;
  return { monitors, isBrowser: monitors.some(isBrowser), tick, apart, rounds };
}

/** Looks that fall due in one round, by their slot. */
export type DueSlots = ReadonlyMap<Instant, readonly string[]>;

/**
 * What is due in each round of the run that begins at `at`: every slot of a monitor's interval, counted from the epoch,
 * in exactly one round of one run, whether or not the run is delivered twice.
 */
export function roundsOf({ monitors, tick, apart, rounds }: Shard, at: Instant): readonly DueSlots[] {
  const step = rounds > 1 ? apart : tick;
  return Array.from({ length: rounds }, (_, round) => {
    const [from, to] = [at + round * step, at + Math.min(tick, (round + 1) * step)];
    const due = new Map<Instant, readonly string[]>();
    for (const { name, interval } of monitors) {
      const slot = Math.ceil(from / interval) * interval;
      if (slot < to) due.set(slot, [...(due.get(slot) ?? []), name]);
    }
    return due;
  });
}

/** The longest time between runs at which each monitor has a run whenever it is due, in whole minutes. */
const tickOf = (monitors: readonly MonitorPlan[]): number =>
  monitors.map(({ interval }) => (interval % MINUTE === 0 ? interval : SHORTEST_TICK)).reduce(greatestCommon);

const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b));

export const isBrowser = ({ kind }: MonitorPlan): boolean => kind === 'browser';
