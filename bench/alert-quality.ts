import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { type Detection, detected, detectedBy, FAULTS } from './alert-quality/detection.ts';
import { attempt, plain } from './alert-quality/packets.ts';
import { GATUS, KUMA } from './alert-quality/peers.ts';
import { plan } from './alert-quality/plan.ts';
import { seeded } from './alert-quality/random.ts';
import { gridOfPlan, observed } from './alert-quality/world.ts';
import type { Counted, Task } from './alert-quality/years.ts';

/** The share of checks that fail by the model's own table: 10 s, a DNS query each second, one connection. */
const TABLE = [
  { loss: 0.05, failing: 1.1e-4, within: 0.25 },
  { loss: 0.1, failing: 1.5e-3, within: 0.1 },
  { loss: 0.2, failing: 2.5e-2, within: 0.05 },
];
const TIMEOUT = 10_000;
const LOOKS = 4_000_000;
const SEED = 20_261_125;
const YEARS = 100;
const SHARE = 50;
const EPISODES = 12;
/** False pages per monitor-year at 20 % loss. */
const GOAL = 0.2;
/** Seconds from fault to page at worst. */
const GOALS = { staggered: { blackhole: 65, 'hard error': 35 }, together: { blackhole: 105, 'hard error': 75 } };

/** False pages under packet loss and regional trouble, and the time from fault to page, beside two peers' default policies. */
export async function alertQuality(): Promise<string[]> {
  return [...checked(), ...(await falsePages()), ...detection()];
}

/** The model first: a wrong one would make every number below it wrong. */
function checked(): string[] {
  const random = seeded(SEED);
  return TABLE.map(({ loss, failing, within }) => {
    const got = observed(LOOKS, TIMEOUT, () => attempt(random, plain(loss), TIMEOUT)).failing;
    if (Math.abs(got / failing - 1) > within)
      throw new Error(`the model fails ${got} of checks at ${percent(loss)} loss, not ${failing}`);
    return `model at ${percent(loss)} loss: ${got.toExponential(1)} of plain checks fail (table: ${failing.toExponential(1)})`;
  });
}

async function falsePages(): Promise<string[]> {
  const lines: string[] = [];
  for (const [loss, episodes] of [
    [0, EPISODES],
    [0.05, EPISODES],
    [0.1, EPISODES],
    [0.2, EPISODES],
    [0.2, 0],
  ] as const) {
    const counted = await many({ loss, episodes });
    const { confirmed = 0, ...others } = counted.paged;
    const unsure = Object.entries(others).map(([certainty, n]) => `${perYear(n, counted.years)} ${certainty}`);
    const trouble = episodes > 0 ? `${episodes} regional episodes a year and location` : 'no regional episodes';
    if (loss === 0.2 && confirmed / counted.years > GOAL)
      throw new Error(`${confirmed / counted.years} false pages per monitor-year at 20 % loss: over ${GOAL}`);
    lines.push(
      `${percent(loss)} loss, ${trouble}, ${counted.years} monitor-years: ${counted.failing.toExponential(1)} of our checks fail, ${perYear(counted.blips, counted.years)} blips a year page nobody`,
      `  false pages per monitor-year: ${perYear(confirmed, counted.years)} confirmed${loss === 0.2 ? ` (goal ${GOAL})` : ''}; ` +
        `apart, one step lower: ${unsure.join(', ') || 'none'}; Gatus ${perYear(counted.gatus, counted.years)}, Uptime Kuma ${perYear(counted.kuma, counted.years)}`,
    );
  }
  return lines;
}

/** The years in shares, a process each, as many at a time as there are cores; the shares are the same on any machine. */
async function many(task: Pick<Task, 'loss' | 'episodes'>): Promise<Counted> {
  const tasks = Array.from({ length: YEARS / SHARE }, (_, i) => ({ ...task, years: SHARE, seed: SEED + i }));
  const done: Counted[] = [];
  const worker = async () => {
    for (let next = tasks.pop(); next; next = tasks.pop()) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        `${import.meta.dirname}/alert-quality/years-process.ts`,
        JSON.stringify(next),
      ]);
      done.push(JSON.parse(stdout) as Counted);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return done.reduce(sum);
}

function sum(a: Counted, b: Counted): Counted {
  const paged: Record<string, number> = { ...a.paged };
  for (const [certainty, n] of Object.entries(b.paged)) paged[certainty] = (paged[certainty] ?? 0) + n;
  return {
    failing: (a.failing * a.years + b.failing * b.years) / (a.years + b.years),
    years: a.years + b.years,
    blips: a.blips + b.blips,
    paged,
    gatus: a.gatus + b.gatus,
    kuma: a.kuma + b.kuma,
  };
}

function detection(): string[] {
  const grid = gridOfPlan(plan);
  const layouts = { staggered: grid, together: { ...grid, offsets: grid.offsets.map(() => 0) } };
  const lines: string[] = [];
  for (const [name, layout] of Object.entries(layouts)) {
    for (const [fault, took] of Object.entries(FAULTS)) {
      const got = detected(layout, took);
      const goal = GOALS[name as keyof typeof GOALS][fault as keyof typeof FAULTS];
      if (got.worst > goal * 1_000) throw new Error(`${fault}, locations ${name}: ${seconds(got)}, over ${goal} s`);
      lines.push(`fault to page, ${fault}, three locations ${name}: ${seconds(got)} (goal ${goal} s)`);
    }
  }
  for (const policy of [GATUS, KUMA])
    for (const [fault, took] of Object.entries(FAULTS))
      lines.push(`fault to page, ${fault}, ${policy.name}: ${seconds(detectedBy(policy, took))}`);
  return lines;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const seconds = ({ worst, median }: Detection) =>
  `${(worst / 1_000).toFixed(1)} s at worst, ${(median / 1_000).toFixed(1)} s median`;
/** Nothing seen is a bound, not a zero: the rule of three. */
const perYear = (n: number, years: number) =>
  n === 0 ? `none in ${years} (below ${(3 / years).toFixed(2)})` : String(Number((n / years).toPrecision(2)));
