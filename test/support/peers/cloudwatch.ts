import type { InputOf } from './aws-shapes.ts';

type Put = InputOf<'PutMetricData'>;
type Get = InputOf<'GetMetricData'>;
type Dimensions = readonly { readonly Name: string; readonly Value: string }[];

const PAGE = 40;
const seriesKey = (namespace: string, name: string, dimensions: Dimensions) =>
  JSON.stringify([namespace, name, dimensions.map(({ Name, Value }) => `${Name}=${Value}`).toSorted()]);

/** CloudWatch's metrics in memory: what was put can be read, period by period, with its statistics. */
export class CloudWatchPeer {
  readonly #points = new Map<string, { readonly at: number; readonly value: number; readonly count: number }[]>();

  readonly answers = {
    PutMetricData: ({ Namespace, MetricData }: Put) => {
      for (const { MetricName, Dimensions, Timestamp, Values, Counts } of MetricData) {
        const key = seriesKey(Namespace, MetricName, Dimensions);
        const points = this.#points.get(key) ?? [];
        // No finer than a minute.
        const at = Math.floor(Timestamp / 60) * 60;
        points.push(...Values.map((value, i) => ({ at, value, count: Counts[i]! })));
        this.#points.set(key, points);
      }
      return {};
    },
    GetMetricData: ({ MetricDataQueries, StartTime, EndTime, NextToken = '0' }: Get) => {
      const from = Number(NextToken);
      const all = MetricDataQueries.map(({ Id, MetricStat: { Metric, Period, Stat } }) => {
        const points = this.#points.get(seriesKey(Metric.Namespace, Metric.MetricName, Metric.Dimensions)) ?? [];
        const periods = new Map<number, { sum: number; count: number }>();
        for (const { at, value, count } of points) {
          if (at < StartTime || at >= EndTime) continue;
          const begin = Math.floor(at / Period) * Period;
          const was = periods.get(begin) ?? { sum: 0, count: 0 };
          periods.set(begin, { sum: was.sum + value * count, count: was.count + count });
        }
        const statistic = { Sum: 'sum', SampleCount: 'count' } as Record<string, 'sum' | 'count'>;
        // Newest first, as CloudWatch answers where nothing else is asked for.
        const found = [...periods].toSorted(([a], [b]) => b - a);
        const value = (of: { sum: number; count: number }) =>
          statistic[Stat] ? of[statistic[Stat]] : of.sum / of.count;
        return { Id, all: found.map(([at, of]) => [at, value(of)] as const) };
      });
      const longest = Math.max(...all.map((each) => each.all.length));
      return {
        MetricDataResults: all.map(({ Id, all: values }) => ({
          Id,
          StatusCode: from + PAGE < values.length ? 'PartialData' : 'Complete',
          Timestamps: values.slice(from, from + PAGE).map(([at]) => at),
          Values: values.slice(from, from + PAGE).map(([, value]) => value),
        })),
        ...(from + PAGE < longest && { NextToken: String(from + PAGE) }),
      };
    },
  };

  /** How often each value of a series was put, by the series' name and dimensions: `Failed Monitor=backend`. */
  values(): Readonly<Record<string, readonly number[]>> {
    return Object.fromEntries(
      [...this.#points].map(([key, points]) => {
        const [namespace, name, dimensions] = JSON.parse(key) as [string, string, string[]];
        const all = points.flatMap(({ value, count }) => Array<number>(count).fill(value));
        return [[namespace, name, ...dimensions].join(' '), all];
      }),
    );
  }

  forget(): void {
    this.#points.clear();
  }
}
