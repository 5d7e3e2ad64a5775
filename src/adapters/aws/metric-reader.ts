import { CloudWatchClient, GetMetricDataCommand, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { type About, type Metric, seriesOf } from '../../core/metrics.ts';
import type { Instant } from '../../core/time/instant.ts';
import { failureOf } from './call-error.ts';
import { Calls, type Patience } from './calls.ts';
import { type Access, clientOf } from './place.ts';

export interface MetricReaderOptions extends Access {
  /** The home region. */
  readonly region: string;
  readonly patience?: Patience;
}

export interface Wanted {
  readonly metric: Metric;
  readonly about: About;
  readonly stat: 'Average' | 'Sum' | 'SampleCount';
}

/** Both ends and the period (ms) are whole minutes. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly period: number;
}

/** Values by the beginning of their period. */
export type Series = ReadonlyMap<Instant, number>;

/** Reads metrics from CloudWatch. */
export class MetricReader {
  readonly #calls: Calls<CloudWatchClient>;

  constructor({ region, patience, ...access }: MetricReaderOptions) {
    const failure = failureOf(`metrics cannot be read in ${region}`);
    this.#calls = new Calls(new CloudWatchClient(clientOf(region, access)), { name: 'CloudWatch', failure }, patience);
  }

  /** A series for each that is wanted, 500 at most; periods without data are absent. Throws a `CallError`. */
  async read(wanted: readonly Wanted[], { from, to, period }: Stretch): Promise<readonly Series[]> {
    const all = wanted.map(() => new Map<Instant, number>());
    let next: string | undefined;
    do {
      const command: GetMetricDataCommand = new GetMetricDataCommand({
        MetricDataQueries: wanted.map((each, i) => queryOf(each, i, period)),
        StartTime: new Date(from),
        EndTime: new Date(to),
        NextToken: next,
      });
      const page = await this.#calls.make((client, options) => client.send(command, options), 'is once');
      for (const result of page.MetricDataResults ?? []) fill(all[numberOf(result)], result);
      next = page.NextToken;
    } while (next);
    return all;
  }

  close(): void {
    this.#calls.close();
  }
}

/** Begins with a letter, as CloudWatch has it. */
const idOf = (i: number): string => `q${i}`;
const numberOf = ({ Id = '' }: MetricDataResult): number => Number(Id.slice(1));

function queryOf({ metric, about, stat }: Wanted, i: number, period: number) {
  const { namespace, name, dimensions } = seriesOf(metric, about);
  const Dimensions = dimensions.map((each) => ({ Name: each.name, Value: each.value }));
  const Metric = { Namespace: namespace, MetricName: name, Dimensions };
  return { Id: idOf(i), MetricStat: { Metric, Period: period / 1_000, Stat: stat } };
}

function fill(series: Map<Instant, number> | undefined, { Timestamps = [], Values = [] }: MetricDataResult): void {
  for (const [i, at] of Timestamps.entries()) {
    const value = Values[i];
    if (value !== undefined) series?.set(at.getTime(), value);
  }
}
