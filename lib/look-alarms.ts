import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmName } from '../src/core/alarm/alarm.ts';
import { locationsOf } from '../src/core/plan.ts';
import { DAY, MINUTE } from '../src/core/time/instant.ts';
import { locationsIn, RUNS, silentAfter } from '../src/core/watch/concerns/location-silent.ts';
import { metric } from './metric.ts';
import type { Place } from './place.ts';

/** CloudWatch looks at whole minutes, and back over a day at most. */
const wholeMinutes = (ms: number): number => Math.min(DAY / 3, Math.ceil(ms / MINUTE) * MINUTE);

/**
 * The second door (rule 8): alarms on what probers write, which say the same to incidents without anything of ours between.
 * Of a monitor: most looks of an interval failed, twice in three; missing data says nothing. Of a location: no look at all,
 * for as long as `watch` is patient; missing data is what it is about.
 */
export class LookAlarms extends Construct {
  constructor(scope: Construct, id: string, { place }: { readonly place: Place }) {
    super(scope, id);
    const { plan, installation } = place;
    for (const { name, interval } of Object.values(plan.monitors))
      new Alarm(this, `failed-${name}`, {
        alarmName: alarmName(installation, { alarm: 'failed', of: name }),
        alarmDescription: `${name} is down by most looks from ${locationsOf(plan, name).join(', ')}. An incident says more.`,
        metric: metric('failed', { Monitor: name }, { statistic: 'Average', period: wholeMinutes(interval) }),
        threshold: 0.5,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    for (const location of locationsIn(plan))
      new Alarm(this, `silent-${location}`, {
        alarmName: alarmName(installation, { alarm: 'silent', of: location }),
        alarmDescription: `Nothing was looked at from ${location}: what is seen from there is unknown.`,
        metric: metric(
          'looks',
          { Location: location },
          { statistic: 'Sum', period: wholeMinutes(silentAfter(plan, location) / RUNS) },
        ),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: RUNS,
        treatMissingData: TreatMissingData.BREACHING,
      });
  }
}
