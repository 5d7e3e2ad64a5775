import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { startScheduler } from '../../src/local/scheduler.ts';
import { MONDAY, monitor, shop } from '../support/plan.ts';

const names = ['a', 'b', 'c', 'd'];
const plan = shop({ monitors: Object.fromEntries(names.map((name) => [name, monitor(name)])) });

describe('the scheduler (W9)', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: MONDAY });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const fail = (where: string, error: unknown) => {
    throw new Error(where, { cause: error });
  };

  /** Starts it, remembering every look; `last` is how long a check takes. */
  function start(last = 10, errors: unknown[] = [], watched = plan) {
    const looks: { name: string; slot: number; at: number }[] = [];
    const scheduler = startScheduler({
      location: 'here',
      clock: { now: () => Date.now() },
      plan: () => watched,
      probe: (name, slot) => {
        looks.push({ name, slot: slot - MONDAY, at: Date.now() - MONDAY });
        return new Promise((done) => setTimeout(done, last));
      },
      onError: (_where, error) => errors.push(error),
    });
    return { looks, scheduler };
  }

  it('looks at everything within a second, then spreads the checks over the interval', async () => {
    const { looks, scheduler } = start();
    await jest.advanceTimersByTimeAsync(SECOND);
    expect(looks.map((l) => l.name)).toEqual(names);
    await jest.advanceTimersByTimeAsync(10 * MINUTE);
    for (const [i, name] of names.entries()) {
      const mine = looks.filter((l) => l.name === name).map((l) => l.slot);
      expect(mine[1]! - mine[0]!).toBeGreaterThanOrEqual(MINUTE / 2);
      for (const [n, slot] of mine.slice(1).entries()) if (n > 0) expect(slot - mine[n]!).toBe(MINUTE);
      expect(mine[1]! % MINUTE).toBe((i * MINUTE) / 4);
    }
    expect(scheduler.dropped()).toBe(0);
    await scheduler.stop();
  });

  it('three processes look at a monitor a third of the interval apart, whenever each of them began', async () => {
    const places = ['eu', 'us', 'ap'];
    const watched = shop({
      monitors: { a: monitor('a', { locations: places }), b: monitor('b', { locations: ['us'] }) },
    });
    const looks: { place: string; name: string; slot: number }[] = [];
    const schedulers = [];
    for (const location of places) {
      const probe = async (name: string, slot: number) => void looks.push({ place: location, name, slot });
      const clock = { now: () => Date.now() };
      schedulers.push(startScheduler({ location, clock, plan: () => watched, probe, onError: fail }));
      await jest.advanceTimersByTimeAsync(7_777);
    }
    const begun = Date.now();
    await jest.advanceTimersByTimeAsync(10 * MINUTE);
    const seconds = (place: string, name: string) => [
      ...new Set(
        looks.flatMap((l) =>
          l.place === place && l.name === name && l.slot > begun + 1.5 * MINUTE ? l.slot % MINUTE : [],
        ),
      ),
    ];
    expect(places.map((place) => seconds(place, 'a'))).toEqual([[0], [20 * SECOND], [40 * SECOND]]);
    // Monitors keep apart as well: the second of two is half an interval off.
    expect(places.map((place) => seconds(place, 'b'))).toEqual([[], [30 * SECOND], []]);
    await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
  });

  it('with many monitors, starts a thousand first looks a second and not all at once', async () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `m${i}`);
    const { looks, scheduler } = start(
      10,
      [],
      shop({ monitors: Object.fromEntries(many.map((name) => [name, monitor(name)])) }),
    );
    await jest.advanceTimersByTimeAsync(SECOND - 1);
    expect(looks).toHaveLength(1_000);
    await jest.advanceTimersByTimeAsync(2 * SECOND);
    expect(looks).toHaveLength(3_000);
    const stopped = scheduler.stop();
    await jest.advanceTimersByTimeAsync(SECOND);
    await stopped;
  });

  it('drops and counts a slot whose check before has not ended', async () => {
    const { looks, scheduler } = start(2.5 * MINUTE);
    await jest.advanceTimersByTimeAsync(10 * MINUTE);
    expect(looks.length).toBeLessThan(20);
    expect(scheduler.dropped()).toBeGreaterThan(15);
    const stopped = scheduler.stop();
    await jest.advanceTimersByTimeAsync(3 * MINUTE);
    await stopped;
  });

  it('after a gap looks once, at the current slot, and counts what was missed', async () => {
    const { looks, scheduler } = start();
    await jest.advanceTimersByTimeAsync(5 * MINUTE);
    const before = looks.length;
    jest.setSystemTime(Date.now() + 60 * MINUTE);
    await jest.advanceTimersByTimeAsync(MINUTE);
    const after = looks.slice(before);
    for (const name of names) expect(after.filter((l) => l.name === name).length).toBeLessThanOrEqual(2);
    for (const { slot, at } of after) expect(at - slot).toBeLessThan(MINUTE);
    expect(scheduler.dropped()).toBeGreaterThan(4 * 55);
    const stopped = scheduler.stop();
    await jest.advanceTimersByTimeAsync(SECOND);
    await stopped;
  });

  it('stops: no look comes after it', async () => {
    const { looks, scheduler } = start();
    await jest.advanceTimersByTimeAsync(MINUTE);
    const stopped = scheduler.stop();
    await jest.advanceTimersByTimeAsync(SECOND);
    await stopped;
    const before = looks.length;
    await jest.advanceTimersByTimeAsync(5 * MINUTE);
    expect(looks).toHaveLength(before);
  });
});
