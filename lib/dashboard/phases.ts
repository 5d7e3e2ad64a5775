import { LogQueryVisualizationType, LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { locationsIn } from '../../src/core/watch/concerns/location-silent.ts';
import type { Part } from './dashboard.ts';
import { WHOLE } from './graph.ts';

/** Of a check, in the order in which they happen. */
const PHASES = ['dns', 'connect', 'tls', 'wait', 'transfer'];

/** Where the time of looks goes, from their log lines: phases have no metrics, which are most of the bill. Read when it is looked at. */
export const phases: Part = ({ plan }, names) => [
  locationsIn(plan).map(
    (region, _, { length }) =>
      new LogQueryWidget({
        title: `Phases of looks from ${region}, ms`,
        region,
        logGroupNames: [`/aws/lambda/${names.name('prober')}`],
        view: LogQueryVisualizationType.STACKEDAREA,
        queryLines: [
          'filter ispresent(look.phases.total)',
          `stats ${PHASES.map((phase) => `avg(look.phases.${phase}) as ${phase}`).join(', ')} by bin(5m)`,
        ],
        width: Math.max(6, Math.floor(WHOLE / length)),
        height: 6,
      }),
  ),
];
