import { gridOf } from '../../src/core/check/grid.ts';
import { locationsOf, type Plan } from '../../src/core/plan.ts';
import type { Attempt } from './packets.ts';
import { exponential, type Random, skipped } from './random.ts';

/** What a look finds. The watched service is never broken: every failure is the network's. */
export interface World {
  /** The first slot from `from` on whose look fails at this location. */
  nextFailing(location: number, from: number): number;
  /** How a regular look goes. */
  slot(location: number, index: number): Attempt;
  /** How a look beside the slots goes, begun at `at`. */
  look(location: number, at: number): Attempt;
}

export interface Grid {
  readonly interval: number;
  /** When each location's first slot begins. */
  readonly offsets: readonly number[];
}

/** The grid of the plan's first monitor, as schedulers at its locations lay it (src/core/check/grid.ts). */
export function gridOfPlan(plan: Plan): Grid {
  const [monitor] = Object.values(plan.monitors);
  if (!monitor) throw new Error('the plan has no monitor');
  return {
    interval: monitor.interval,
    offsets: locationsOf(plan, monitor.name).map((location) => gridOf(plan, location)[0]!.phase),
  };
}

export const slotAt = ({ interval, offsets }: Grid, location: number, index: number): number =>
  offsets[location]! + index * interval;

/** The first slot that begins at or after `at`. */
export const slotFrom = ({ interval, offsets }: Grid, location: number, at: number): number =>
  Math.max(0, Math.ceil((at - offsets[location]!) / interval));

/** How looks go over a lossy line: the share that fails, and how long good and bad ones take. */
export interface Weather {
  readonly failing: number;
  readonly good: readonly number[];
  readonly bad: readonly number[];
}

/** Samples kept of how long looks take. */
const SAMPLES = 4_096;

/** The weather of one kind of look, from so many of them; where none failed, one that does takes its whole timeout. */
export function observed(looks: number, timeout: number, one: () => Attempt): Weather {
  const good: number[] = [];
  const bad: number[] = [];
  let failed = 0;
  for (let i = 0; i < looks; i++) {
    const { ok, took } = one();
    if (!ok) failed += 1;
    const samples = ok ? good : bad;
    if (samples.length < SAMPLES) samples.push(took);
  }
  return { failing: failed / looks, good, bad: failed > 0 ? bad : [timeout] };
}

export const YEAR = 365 * 86_400_000;
const EPISODE = 300_000;

interface Episode {
  readonly from: number;
  readonly until: number;
}

/** Regional trouble: stretches of five minutes in which nothing gets through from one location. */
export function episodes(random: Random, perYear: number, years: number): readonly Episode[] {
  const found: Episode[] = [];
  if (perYear === 0) return found;
  for (let at = exponential(random, YEAR / perYear); at < years * YEAR; at += exponential(random, YEAR / perYear))
    found.push({ from: at, until: at + EPISODE });
  return found;
}

/** Loss and regional trouble. Only failing slots are ever drawn, so that a year of good ones costs nothing. */
export class Lossy implements World {
  readonly #grid: Grid;
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #episodes: readonly (readonly Episode[])[];
  /** Per location: the next slot that fails by chance, and the episode that is now or next. */
  readonly #chance: number[];
  readonly #nth: number[];

  constructor(grid: Grid, random: Random, weather: Weather, trouble: readonly (readonly Episode[])[]) {
    this.#grid = grid;
    this.#random = random;
    this.#weather = weather;
    this.#episodes = trouble;
    this.#chance = grid.offsets.map(() => skipped(random, weather.failing));
    this.#nth = grid.offsets.map(() => 0);
  }

  nextFailing(location: number, from: number): number {
    while (this.#chance[location]! < from) this.#chance[location]! += 1 + skipped(this.#random, this.#weather.failing);
    return Math.min(this.#chance[location]!, this.#inEpisode(location, from));
  }

  slot(location: number, index: number): Attempt {
    return this.#one(this.nextFailing(location, index) !== index);
  }

  look(location: number, at: number): Attempt {
    return this.#one(!this.isTroubled(location, at) && this.#random() >= this.#weather.failing);
  }

  /** True during regional trouble there. */
  isTroubled(location: number, at: number): boolean {
    return this.#episodes[location]!.some(({ from, until }) => from <= at && at < until);
  }

  #inEpisode(location: number, from: number): number {
    const all = this.#episodes[location]!;
    for (let nth = this.#nth[location]!; nth < all.length; nth++) {
      const { from: begins, until } = all[nth]!;
      const index = Math.max(from, slotFrom(this.#grid, location, begins));
      if (slotAt(this.#grid, location, index) < until) return index;
      this.#nth[location] = nth + 1;
    }
    return Number.POSITIVE_INFINITY;
  }

  #one(ok: boolean): Attempt {
    const { good, bad } = this.#weather;
    const of = ok ? good : bad;
    return { ok, took: of[Math.floor(this.#random() * of.length)]! };
  }
}

/** Everything fails from one moment on, from everywhere. */
export class Broken implements World {
  readonly #grid: Grid;
  readonly #at: number;
  readonly #took: number;

  constructor(grid: Grid, at: number, took: number) {
    this.#grid = grid;
    this.#at = at;
    this.#took = took;
  }

  nextFailing(location: number, from: number): number {
    return Math.max(from, slotFrom(this.#grid, location, this.#at));
  }

  slot(location: number, index: number): Attempt {
    return this.look(location, slotAt(this.#grid, location, index));
  }

  look(_location: number, at: number): Attempt {
    return { ok: at < this.#at, took: at < this.#at ? 0 : this.#took };
  }
}
