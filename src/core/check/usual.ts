import { DAY, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import { clockTime } from '../time/zone.ts';

/** Response times of the hour under way, from one location. */
export interface Pace {
  /** 0 to 23, by the wall clock of the plan's zone: a nightly job keeps its hour through a change to summer time. */
  readonly hour: number;
  readonly from: Instant;
  /** How many checks fell into which step of the scale. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What was typical of one hour of one day: the day, counted from the epoch, and the median as a step of the scale. */
export type Typical = readonly [day: number, step: number];

/** The typical hours of past days: 24 rows, one per hour of the day, oldest first. */
export type Past = readonly (readonly Typical[])[];

/** What is remembered of how long a monitor takes. */
export interface Habits {
  readonly pace?: Pace | undefined;
  readonly past?: Past | undefined;
}

/** Steps of 3 % each, from 1 ms to 5 min: a median is known to 1.5 %, and an hour has a few dozen steps at most. */
const STEP = Math.log(1.03);
const LAST = Math.ceil(Math.log(5 * 60_000) / STEP);
/** An hour with fewer checks is no typical one. */
const CHECKS = 10;
/** With fewer past days nothing is usual yet. */
const DAYS = 3;
/** What runs by the clock does not end by it: so close to the edge of an hour its neighbour's pace is usual as well. */
const EDGE = 10 * MINUTE;
/** The most `days` there are: what bounds the memory. */
const MOST = 28;

const stepOf = (ms: number): number => Math.min(LAST, Math.round(Math.log(Math.max(1, ms)) / STEP));
const dayOf = (at: Instant): number => Math.floor(at / DAY);
const hourOf = (at: Instant, zone: string): number => Number(clockTime(at, zone).slice(0, 2));

/** The habits at a moment: an hour that is over becomes a typical one of its day, older ones than `days` are dropped. */
export function settled<H extends Habits>(habits: H, at: Instant, zone: string, days: number): H {
  const { pace, past = [] } = habits;
  if (!pace || (pace.hour === hourOf(at, zone) && at - pace.from < 2 * HOUR)) return habits;
  const rows = Array.from({ length: 24 }, (_, hour) => past[hour] ?? []);
  const kept = rows[pace.hour]!.filter(([day]) => dayOf(at) - day <= days);
  const checks = Object.values(pace.counts).reduce((sum, count) => sum + count, 0);
  const today: readonly Typical[] = checks < CHECKS ? [] : [[dayOf(pace.from), medianStep(pace.counts, checks)]];
  rows[pace.hour] = [...kept, ...today].slice(-Math.min(days, MOST));
  return { ...habits, pace: undefined, past: rows };
}

/** The habits with one more response time (ms); `habits` are settled at that moment. */
export function learned<H extends Habits>(habits: H, at: Instant, zone: string, ms: number): H {
  const { hour = hourOf(at, zone), from = at, counts = {} }: Partial<Pace> = habits.pace ?? {};
  const step = stepOf(ms);
  return { ...habits, pace: { hour, from, counts: { ...counts, [step]: (counts[step] ?? 0) + 1 } } };
}

/**
 * What is usual at this hour, milliseconds: the median of the medians of the past `days` days, so that one bad day counts
 * as one; close to the edge of the hour that of its neighbour, where it is longer. `undefined` with fewer than 3 days of
 * at least 10 checks each. `habits` are settled at that moment.
 */
export function usualAt({ past = [] }: Habits, at: Instant, zone: string, days: number): number | undefined {
  const of = (hour: number) => typicalOf(past[hour], dayOf(at) - days);
  const here = of(hourOf(at, zone));
  if (here === undefined) return undefined;
  return Math.max(here, ...[at - EDGE, at + EDGE].map((edge) => of(hourOf(edge, zone)) ?? here));
}

function typicalOf(hours: readonly Typical[] = [], since: number): number | undefined {
  const steps = hours.flatMap(([day, step]) => (day >= since ? [step] : [])).sort((a, b) => a - b);
  if (steps.length < DAYS) return undefined;
  const middle = (steps.length - 1) / 2;
  return Math.exp(STEP * ((steps[Math.floor(middle)]! + steps[Math.ceil(middle)]!) / 2));
}

/** The lower median of an hour. */
function medianStep(counts: Pace['counts'], checks: number): number {
  let left = Math.ceil(checks / 2);
  for (const step of Object.keys(counts)
    .map(Number)
    .sort((a, b) => a - b)) {
    left -= counts[step]!;
    if (left <= 0) return step;
  }
  throw new Error('an hour without checks has no median');
}
