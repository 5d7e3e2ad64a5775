import { SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { HOUR } from '../../src/core/time/instant.ts';
import { metric } from '../metric.ts';
import type { Part } from './dashboard.ts';
import { derived, graph, sliced, titleOf, WHOLE } from './graph.ts';

const failed = (monitor: string) => metric('failed', { Monitor: monitor }, { statistic: 'Average', period: HOUR });

/** Looks that were not down, in percent, by the hour; and of what was promised, how much is left in the time shown. */
export const availability: Part = ({ plan }) => {
  const monitors = Object.values(plan.monitors);
  const slices = sliced(monitors);
  const graphs = slices.map((slice, i) => [
    graph(
      titleOf('Availability, %', i, slices.length),
      WHOLE,
      slice.map(({ name }, nth) => derived(nth, (m) => `100 * (1 - ${m})`, failed(name), name)),
      { leftYAxis: { max: 100 } },
    ),
  ]);
  const promised = sliced(monitors.flatMap(({ name, slo }) => (slo === undefined ? [] : [{ name, slo }])));
  const budgets = promised.map((slice, i) => [
    new SingleValueWidget({
      title: titleOf('Error budget left, %, of the time shown', i, promised.length),
      width: WHOLE,
      height: 4,
      setPeriodToTimeRange: true,
      metrics: slice.map(({ name, slo }, nth) =>
        derived(nth, (m) => `100 * (1 - ${m} / ${budgetOf(slo)})`, failed(name), `${name}, ${slo} %`),
      ),
    }),
  ]);
  return [...graphs, ...budgets];
};

/** The share of looks that may fail; rounded, for 99.9 has no exact one. */
const budgetOf = (slo: number): number => Number(((100 - slo) / 100).toPrecision(6));
