import { Duration } from 'aws-cdk-lib';
import { Metric as CloudWatchMetric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { type About, type Metric, seriesOf } from '../src/core/metrics.ts';
import { MINUTE } from '../src/core/time/instant.ts';

/** How a metric is drawn or judged. */
export interface Drawn {
  /** `Average`, `Sum`, `p99` … */
  readonly statistic: string;
  readonly label?: string;
  /** Milliseconds, whole minutes. @default - one minute */
  readonly period?: number;
  /** @default - the region of whatever names it */
  readonly region?: string;
}

/** A metric of ours as the CDK wants it. */
export function metric(of: Metric, about: About, drawn: Drawn): IMetric {
  const { namespace, name, dimensions } = seriesOf(of, about);
  return series(namespace, name, Object.fromEntries(dimensions.map((each) => [each.name, each.value])), drawn);
}

/** A metric of AWS's own, about something that is named. */
export const awsMetric = (
  service: 'Lambda' | 'SQS' | 'SNS' | 'States',
  name: string,
  about: Readonly<Record<string, string>>,
  drawn: Drawn,
): IMetric => series(`AWS/${service}`, name, about, drawn);

const series = (
  namespace: string,
  metricName: string,
  dimensionsMap: Readonly<Record<string, string>>,
  { statistic, label, period = MINUTE, region }: Drawn,
): IMetric =>
  new CloudWatchMetric({
    namespace,
    metricName,
    dimensionsMap,
    statistic,
    period: Duration.millis(period),
    ...(label !== undefined && { label }),
    ...(region !== undefined && { region }),
  });
