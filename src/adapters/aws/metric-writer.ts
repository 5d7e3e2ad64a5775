import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type Datum, METRICS, NAMESPACE, seriesOf } from '../../core/metrics.ts';
import { MINUTE, SECOND } from '../../core/time/instant.ts';
import { failureOf } from './call-error.ts';
import { Calls, type Patience } from './calls.ts';
import { type Access, clientOf } from './place.ts';

export interface MetricWriterOptions extends Access {
  /** The home region: alarms and dashboards see no other's metrics. */
  readonly region: string;
  readonly patience?: Patience;
}

/** Short: a page may wait for whoever writes this. */
const PATIENCE: Patience = { call: 2 * SECOND, attempt: 1_500 };
/** CloudWatch's most for one request, and for one metric of it (PutMetricData, "MetricDatum"). */
const METRICS_A_CALL = 1_000;
const VALUES_A_METRIC = 150;

/** Writes metrics to CloudWatch, as few requests as it can. */
export class MetricWriter {
  readonly #calls: Calls<CloudWatchClient>;

  constructor({ region, patience = PATIENCE, ...access }: MetricWriterOptions) {
    const failure = failureOf(`metrics cannot be written in ${region}`);
    this.#calls = new Calls(new CloudWatchClient(clientOf(region, access)), { name: 'CloudWatch', failure }, patience);
  }

  /** Throws a `CallError`. What may have been written is not written again: it would count twice. */
  async put(data: readonly Datum[]): Promise<void> {
    const all = metricData(data);
    for (let from = 0; from < all.length; from += METRICS_A_CALL) {
      const MetricData = all.slice(from, from + METRICS_A_CALL);
      const command = new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData });
      await this.#calls.make((client, options) => client.send(command, options), 'is not');
    }
  }

  close(): void {
    this.#calls.close();
  }
}

/** A metric's values of one minute together, each with how often it came: CloudWatch keeps no finer time, and percentiles stay. */
function metricData(data: readonly Datum[]): readonly MetricDatum[] {
  const groups = new Map<
    string,
    { readonly first: Datum; readonly minute: number; readonly counts: Map<number, number> }
  >();
  for (const datum of data) {
    const minute = Math.floor(datum.at / MINUTE) * MINUTE;
    const key = JSON.stringify([datum.metric, datum.about, minute]);
    const group = groups.get(key) ?? { first: datum, minute, counts: new Map<number, number>() };
    group.counts.set(datum.value, (group.counts.get(datum.value) ?? 0) + 1);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ first: { metric, about }, minute, counts }) => {
    const { name, dimensions } = seriesOf(metric, about);
    return chunks([...counts]).map((some) => ({
      MetricName: name,
      Dimensions: dimensions.map((each) => ({ Name: each.name, Value: each.value })),
      Timestamp: new Date(minute),
      Unit: METRICS[metric].unit,
      Values: some.map(([value]) => value),
      Counts: some.map(([, count]) => count),
    }));
  });
}

const chunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / VALUES_A_METRIC) }, (_, i) =>
    all.slice(i * VALUES_A_METRIC, (i + 1) * VALUES_A_METRIC),
  );
