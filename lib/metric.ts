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
export function metric(of: Metric, about: About, { statistic, label, period = MINUTE }: Drawn): CloudWatchMetric {
  const { namespace, name, dimensions } = seriesOf(of, about);
  return new CloudWatchMetric({
    namespace,
    metricName: name,
    dimensionsMap: Object.fromEntries(dimensions.map(({ name, value }) => [name, value])),
    statistic,
    period: Duration.millis(period),
    ...(label !== undefined && { label }),
  });
}

/** A metric of AWS's own, about something that is named. */
export const awsMetric = (
  service: 'Lambda' | 'SQS' | 'SNS' | 'States',
  metricName: string,
  dimensionsMap: Readonly<Record<string, string>>,
  { statistic, label, period = MINUTE, region }: Drawn,
): IMetric =>
  new CloudWatchMetric({
    namespace: `AWS/${service}`,
    metricName,
    dimensionsMap,
    statistic,
    period: Duration.millis(period),
    ...(label !== undefined && { label }),
    ...(region !== undefined && { region }),
  });
