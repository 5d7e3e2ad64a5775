import { locationsOf } from '../../src/core/plan.ts';
import { metric } from '../metric.ts';
import type { Part } from './dashboard.ts';
import { graph, sliced, titleOf, WHOLE } from './graph.ts';

const STATISTICS = ['p50', 'p90', 'p99'] as const;

/** How long looks took, ms, by monitor; where the detail is rich by location, too. Looks that were down have no duration. */
export const latency: Part = ({ plan, installation }) => {
  const monitors = Object.keys(plan.monitors);
  const slices = sliced(monitors);
  const all = slices.map((slice, i) =>
    STATISTICS.map((statistic) =>
      graph(
        titleOf(`Response time ${statistic}, ms`, i, slices.length),
        WHOLE / STATISTICS.length,
        slice.map((name) => metric('duration', { Monitor: name }, { statistic, label: name })),
      ),
    ),
  );
  if (installation.detail !== 'rich') return all;
  const each = monitors.map((name) => [
    graph(
      `${name}: response time p90, ms, by location`,
      WHOLE / 2,
      locationsOf(plan, name).map((location) =>
        metric('duration', { Monitor: name, Location: location }, { statistic: 'p90', label: location }),
      ),
    ),
    graph(
      `${name}: share of looks that failed, by location`,
      WHOLE / 2,
      locationsOf(plan, name).map((location) =>
        metric('failed', { Monitor: name, Location: location }, { statistic: 'Average', label: location }),
      ),
      { leftYAxis: { min: 0, max: 1 } },
    ),
  ]);
  return [...all, ...each];
};
