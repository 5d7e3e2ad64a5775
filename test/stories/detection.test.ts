import { describe, expect, it } from '@jest/globals';
import { gridOf } from '../../src/core/check/grid.ts';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import type { Symptom } from '../../src/simulation/world.ts';
import { MONDAY, monitor, shop } from '../support/plan.ts';

const places = ['eu', 'us', 'ap'];
const plan = shop({
  locations: places,
  monitors: { backend: monitor('backend', { severity: 'P1' }) },
  rules: [],
});
/** Where each location begins, as its scheduler lays it (src/local/scheduler.ts); the other way to lay it is all at once. */
const staggered = (_: string, location: string) => gridOf(plan, location)[0]!.phase;
const together = () => 0;

const FAULTS: Readonly<Record<string, { symptom: Symptom; takes: number }>> = {
  blackhole: { symptom: { verdict: 'down', code: 'deadline', text: 'does not answer' }, takes: 10 * SECOND },
  'hard error': { symptom: { verdict: 'down', code: 'tcp_refused', text: 'refuses' }, takes: 200 },
};
/** The worst moments are just after a location has looked (which takes 40 ms); the others are spread over the interval. */
const MOMENTS = [50, 20_050, 40_050, 7_000, 19_999, 33_333, 59_999];

/** Seconds from the fault to the first page at worst, every step of the workflow included. */
async function worst({ symptom, takes }: (typeof FAULTS)[string], phase: typeof staggered): Promise<number> {
  const times: number[] = [];
  for (const moment of MOMENTS) {
    const simulation = new Simulation({ plan, start: MONDAY, phase });
    const fault = 2 * MINUTE + moment;
    await simulation.run(fault);
    for (const place of places) simulation.world.shows('backend', place, symptom, takes);
    await simulation.run(3 * MINUTE);
    times.push((simulation.sent('page')[0]!.at - MONDAY - fault) / SECOND);
  }
  return Math.max(...times);
}

describe('from a fault to the first page, three locations, a minute apart (I1)', () => {
  it.each([
    ['blackhole', 'staggered', staggered, 65],
    ['hard error', 'staggered', staggered, 35],
    ['blackhole', 'together', together, 105],
    ['hard error', 'together', together, 75],
  ] as const)('a %s, locations %s', async (fault, _name, phase, goal) => {
    const seconds = await worst(FAULTS[fault]!, phase);
    expect(seconds).toBeLessThanOrEqual(goal);
    expect(seconds).toBeGreaterThan(goal - 6);
  });
});
