import { Watched } from './engine.ts';
import { attempt, look, ours, plain } from './packets.ts';
import { type Consecutive, GATUS, KUMA, pages } from './peers.ts';
import { plan } from './plan.ts';
import { seeded } from './random.ts';
import { episodes, type Grid, gridOfPlan, Lossy, observed, type Weather, YEAR } from './world.ts';

export interface Task {
  readonly seed: number;
  /** Share of packets that are lost, everywhere and all the time. */
  readonly loss: number;
  readonly years: number;
  /** Regional episodes per location and year. */
  readonly episodes: number;
}

/** What paged, counted over the years. */
export interface Counted {
  /** Share of looks that fail beside episodes. */
  readonly failing: number;
  readonly years: number;
  readonly blips: number;
  /** Incidents that paged, by how sure the engine ever was. */
  readonly paged: Readonly<Record<string, number>>;
  readonly gatus: number;
  readonly kuma: number;
}

/** Looks that the weather is learnt from: the rarest failure, 1 in 10⁶, is still seen a few times. */
const LEARN = 4_000_000;
const INTERVAL = 60_000;

/** So many monitor-years under loss and regional trouble: Tocsin's engine and the peers' policies. */
export function years(task: Task): Counted {
  const random = seeded(task.seed);
  const { timeout } = plan.monitors.service!;
  const end = task.years * YEAR;
  const mine = observed(LEARN, timeout, () => look(random, ours(task.loss), timeout));
  const grid = gridOfPlan(plan);
  const trouble = grid.offsets.map(() => episodes(random, task.episodes, task.years));
  const watched = new Watched(plan, grid, new Lossy(grid, random, mine, trouble));
  watched.run(end);
  const paged: Record<string, number> = {};
  for (const { certainty } of watched.paged) paged[certainty] = (paged[certainty] ?? 0) + 1;
  const one: Grid = { interval: INTERVAL, offsets: [0] };
  const peer = (policy: Consecutive) => {
    const weather: Weather = observed(LEARN, policy.timeout, () => attempt(random, plain(task.loss), policy.timeout));
    return pages(policy, one, new Lossy(one, random, weather, trouble.slice(0, 1)), end).length;
  };
  const { failing } = mine;
  return { failing, years: task.years, blips: watched.blips, paged, gatus: peer(GATUS), kuma: peer(KUMA) };
}
