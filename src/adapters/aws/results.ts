import type { CheckResult, Screenshot, Verdict } from '../../core/check/check.ts';
import { daySlices, SLICE, sliceOf } from '../../core/check/day.ts';
import { locationsOf, type Plan } from '../../core/plan.ts';
import type { Clock, DaySlice, ResultHistory } from '../../core/ports.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../core/time/instant.ts';
import { Cached } from './cached.ts';
import type { MetricReader, Stretch } from './metric-reader.ts';
import type { TableProber } from './prober.ts';

export interface AwsResultsOptions {
  readonly memory: Pick<TableProber, 'latest'>;
  readonly metrics: Pick<MetricReader, 'read'>;
  readonly plan: () => Plan;
  readonly clock: Clock;
  /** Hears of metrics that could not be read: the page shows what else there is. */
  readonly onError: (where: string, error: unknown) => void;
}

type Point = { readonly at: Instant; readonly ms: number; readonly verdict: Verdict };
type Count = { readonly from: Instant; readonly verdict: Verdict; readonly count: number };

/** CloudWatch knows whole minutes: asking more often tells nothing new, and costs. */
const KEPT = MINUTE;
/** Longer ago CloudWatch keeps no single minutes (15 days), only hours in the end. */
const MINUTES_KEPT = 15 * DAY;

/**
 * Check results as far as AWS keeps them: the newest from the probers' memories, whole but shortened; the past from
 * metrics, which know failures and durations by the minute, and neither degraded nor unknown looks. Pictures are not kept.
 */
export class AwsResults implements ResultHistory {
  readonly #options: AwsResultsOptions;
  readonly #points: Cached<readonly Point[]>;
  readonly #counts: Cached<readonly Count[]>;

  constructor(options: AwsResultsOptions) {
    this.#options = options;
    this.#points = new Cached(options.clock, KEPT, (key) => this.#readPoints(...keyed(key)));
    this.#counts = new Cached(options.clock, KEPT, (monitor) => this.#readCounts(monitor));
  }

  /** Of monitors and locations that the config has. */
  async latest(): Promise<readonly CheckResult[]> {
    const found = await latestIn(this.#options.memory, this.#options.plan());
    const order = ({ monitor, location }: Pick<CheckResult, 'monitor' | 'location'>) => `${monitor} ${location}`;
    return found.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /**
   * One point for each interval of the monitor, all locations together: down where most looks failed, degraded where some
   * did. Where all failed there is no duration: 0.
   */
  async latencies(monitor: string, limit: number): Promise<readonly Point[]> {
    return this.#orNone(this.#points.get(`${monitor} ${limit}`));
  }

  async day(monitor: string, now: Instant): Promise<readonly DaySlice[]> {
    return daySlices(now, await this.#orNone(this.#counts.get(monitor)));
  }

  async screenshots(): Promise<readonly Instant[]> {
    return [];
  }

  async screenshot(): Promise<Screenshot | null> {
    return null;
  }

  async #orNone<T>(read: Promise<readonly T[] | undefined>): Promise<readonly T[]> {
    try {
      return (await read) ?? [];
    } catch (error) {
      this.#options.onError('metrics', error);
      return [];
    }
  }

  async #readPoints(monitor: string, limit: number): Promise<readonly Point[]> {
    const { clock, plan, metrics } = this.#options;
    const interval = plan().monitors[monitor]?.interval ?? MINUTE;
    const stretch = stretchOf(clock.now(), interval, limit);
    const about = { Monitor: monitor };
    const [failed, duration] = await metrics.read(
      [
        { metric: 'failed', about, stat: 'Average' },
        { metric: 'duration', about, stat: 'Average' },
      ],
      stretch,
    );
    return [...(failed ?? [])]
      .map(([at, share]): Point => ({ at, ms: duration?.get(at) ?? 0, verdict: verdictOf(share) }))
      .sort((a, b) => a.at - b.at)
      .slice(-limit);
  }

  async #readCounts(monitor: string): Promise<readonly Count[]> {
    const about = { Monitor: monitor };
    const to = sliceOf(this.#options.clock.now()) + SLICE;
    const [down, looks] = await this.#options.metrics.read(
      [
        { metric: 'failed', about, stat: 'Sum' },
        { metric: 'failed', about, stat: 'SampleCount' },
      ],
      { from: to - DAY, to, period: SLICE },
    );
    return [...(looks ?? [])].flatMap(([from, count]): readonly Count[] => {
      const bad = down?.get(from) ?? 0;
      return [
        { from, verdict: 'down', count: bad },
        { from, verdict: 'up', count: count - bad },
      ];
    });
  }
}

/** The newest checks of all monitors and locations of the config. */
export const latestIn = (memory: Pick<TableProber, 'latest'>, plan: Plan): Promise<readonly CheckResult[]> =>
  memory.latest(
    Object.keys(plan.monitors).flatMap((monitor) =>
      locationsOf(plan, monitor).map((location) => ({ monitor, location })),
    ),
  );

/** The last `limit` intervals up to now, in whole minutes; in whole hours where it reaches back further than minutes are kept. */
function stretchOf(now: Instant, interval: number, limit: number): Stretch {
  const fine = Math.ceil(interval / MINUTE) * MINUTE;
  const period = limit * fine > MINUTES_KEPT ? Math.ceil(fine / HOUR) * HOUR : fine;
  const to = Math.ceil(now / period) * period;
  return { from: to - limit * period, to, period };
}

const verdictOf = (share: number): Verdict => (share > 0.5 ? 'down' : share > 0 ? 'degraded' : 'up');

/** A monitor's name has no blank. */
function keyed(key: string): readonly [string, number] {
  const [name = '', number] = key.split(' ');
  return [name, Number(number)];
}
