import { Watched } from './engine.ts';
import { type Consecutive, pages } from './peers.ts';
import { plan } from './plan.ts';
import { Broken, type Grid } from './world.ts';

export interface Detection {
  readonly worst: number;
  readonly median: number;
}

/** A blackhole takes a look's whole timeout; a hard error takes a look and its repeat, a round trip each. */
export const FAULTS = { blackhole: undefined, 'hard error': 200 } as const;

const BEGIN = 10 * 60_000;
/** The whole interval in steps of 50 ms, and each millisecond just around the beginning of a look. */
const STEP = 50;
const AROUND = 3;

function* moments({ interval, offsets }: Grid): Iterable<number> {
  for (let at = 0; at < interval; at += STEP) yield BEGIN + at;
  for (const offset of offsets) for (let d = -AROUND; d <= AROUND; d++) yield BEGIN + offset + d;
}

const summary = (times: number[]): Detection => {
  times.sort((a, b) => a - b);
  return { worst: times.at(-1)!, median: times[Math.floor(times.length / 2)]! };
};

/** From a fault, at any moment of the interval, to the first page, with Tocsin's engine. */
export function detected(grid: Grid, took: number | undefined): Detection {
  const { timeout } = plan.monitors.service!;
  const times: number[] = [];
  for (const at of moments(grid)) {
    const paged = new Watched(plan, grid, new Broken(grid, at, took ?? timeout)).run(at + 600_000, true);
    times.push(paged - at);
  }
  return summary(times);
}

/** The same for a peer's policy. */
export function detectedBy(policy: Consecutive, took: number | undefined): Detection {
  const grid: Grid = { interval: 60_000, offsets: [0] };
  const times = [...moments(grid)].map((at) => {
    const [first] = pages(policy, grid, new Broken(grid, at, took ?? policy.timeout), at + 900_000);
    return (first ?? Number.POSITIVE_INFINITY) - at;
  });
  return summary(times);
}
