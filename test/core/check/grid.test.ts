import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gridOf } from '../../../src/core/check/grid.ts';
import { SECOND } from '../../../src/core/time/instant.ts';
import { monitor, shop } from '../../support/plan.ts';

describe('when looks begin', () => {
  it('n locations look at a monitor one n-th of its interval apart, m monitors one m-th (W9)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 5, max: 600 }),
        (places, many, seconds) => {
          const locations = Array.from({ length: places }, (_, i) => `l${i}`);
          const interval = seconds * SECOND;
          const monitors = Array.from({ length: many }, (_, i) => monitor(`m${i}`, { interval }));
          const plan = shop({ locations, monitors: Object.fromEntries(monitors.map((m) => [m.name, m])) });
          const phases = locations.map((location) => gridOf(plan, location).map(({ phase }) => phase));
          for (const phase of phases.flat()) {
            expect(phase).toBeGreaterThanOrEqual(0);
            expect(phase).toBeLessThan(interval);
          }
          const apart = (a: number, b: number) => (((b - a) % interval) + interval) % interval;
          for (let nth = 0; nth < many; nth++)
            for (let place = 0; place < places; place++)
              expect(
                Math.abs(apart(phases[0]![nth]!, phases[place]![nth]!) - (place * interval) / places),
              ).toBeLessThan(2);
          for (let nth = 0; nth < many; nth++)
            expect(Math.abs(phases[0]![nth]! - (nth * interval) / many)).toBeLessThan(2);
        },
      ),
    );
  });

  it('leaves out what is not looked at from there', () => {
    const plan = shop({
      monitors: { a: monitor('a', { locations: ['eu'] }), b: monitor('b') },
      locations: ['eu', 'us'],
    });
    expect(gridOf(plan, 'us').map((placed) => placed.monitor.name)).toEqual(['b']);
    expect(gridOf(plan, 'ap')).toEqual([]);
  });
});
