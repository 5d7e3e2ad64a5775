import { MINUTE } from '../../src/core/time/instant.ts';
import { locationsIn } from '../../src/core/watch/concerns/location-silent.ts';
import { awsMetric, metric } from '../metric.ts';
import { OWN_ALARMS } from '../own-alarms.ts';
import type { Part } from './dashboard.ts';
import { graph, WHOLE } from './graph.ts';

const PERIOD = 5 * MINUTE;

/** Whether those who look are well: looks and runs by location, and the steps of incidents at home. */
export const probers: Part = ({ plan }, names) => {
  const locations = locationsIn(plan);
  const ofProber = (metricName: string, statistic: string) =>
    locations.map((region) =>
      awsMetric(
        'Lambda',
        metricName,
        { FunctionName: names.name('prober') },
        { statistic, label: region, period: PERIOD, region },
      ),
    );
  return [
    [
      graph(
        'Looks in five minutes, by location',
        WHOLE / 4,
        locations.map((location) =>
          metric('looks', { Location: location }, { statistic: 'Sum', label: location, period: PERIOD }),
        ),
      ),
      graph('Runs of the prober p90, ms', WHOLE / 4, ofProber('Duration', 'p90')),
      graph('Runs of the prober that failed or were throttled', WHOLE / 4, [
        ...ofProber('Errors', 'Sum'),
        ...ofProber('Throttles', 'Sum'),
      ]),
      graph(
        'Tocsin itself: what must be zero',
        WHOLE / 4,
        Object.values(OWN_ALARMS).map(({ metric }) => metric(names)),
      ),
    ],
  ];
};
