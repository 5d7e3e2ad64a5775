import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS, type Metric, NAMESPACE } from '../../src/core/metrics.ts';
import { SEVERITIES } from '../../src/core/severity/severity.ts';
import { HOUR } from '../../src/core/time/instant.ts';
import { metric } from '../metric.ts';
import type { Part } from './dashboard.ts';
import { derived, graph, WHOLE } from './graph.ts';

const TIMES: readonly (readonly [Metric, string])[] = [
  ['timeToDetect', 'detect'],
  ['timeToPage', 'page'],
  ['timeToAcknowledge', 'acknowledge'],
  ['timeToRecover', 'recover'],
];

/** What failed, how fast people were there and it was over, and what became of their pages. */
export const incidents: Part = () => [
  [
    graph(
      'Incidents an hour',
      WHOLE / 3,
      SEVERITIES.map((severity) =>
        metric('incidents', { Severity: severity }, { statistic: 'Sum', period: HOUR, label: severity }),
      ),
      { stacked: true },
    ),
    graph(
      'Time to detect, page, acknowledge and recover, s',
      WHOLE / 3,
      TIMES.map(([of, label], nth) =>
        derived(nth, (m) => `${m} / 1000`, metric(of, {}, { statistic: 'Average', period: HOUR }), label),
      ),
    ),
    graph('Pages an hour, by channel and outcome', WHOLE / 3, [
      // Which channels meet which outcomes, the metrics know.
      new MathExpression({
        expression: `SEARCH('{${NAMESPACE},${METRICS.pages.by.join(',')}} MetricName="${METRICS.pages.name}"', 'Sum', ${HOUR / 1_000})`,
        usingMetrics: {},
        label: '',
      }),
    ]),
  ],
];
