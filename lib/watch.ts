import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { MINUTE } from '../src/core/time/instant.ts';
import { DeadLetters } from './dead-letters.ts';
import { EmergencyTopic } from './emergency-topic.ts';
import { WATCH_FUNCTIONS } from './functions.ts';
import { awsMetric } from './metric.ts';
import { Names } from './names.ts';
import type { Place } from './place.ts';
import { every, RunByClock } from './schedule.ts';
import { StepFunction } from './step-function.ts';

export interface WatchProps {
  readonly place: Place;
  /** The region is a location as well: its emergency topic is there already. */
  readonly isLocation: boolean;
}

/**
 * Looks after the home region from another one, each minute. Where this very watch does not run, or fails, an alarm of its own
 * region says so by that region's topic; where the whole region is gone the external heartbeat falls silent.
 */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, { place, isLocation }: WatchProps) {
    super(scope, id);
    const { installation } = place;
    const names = new Names(this, installation);
    const topic = isLocation
      ? Topic.fromTopicArn(this, 'Emergency', names.topic(installation.watch, 'emergency'))
      : new EmergencyTopic(this, 'Emergency', { installation }).topic;
    const { queue } = new DeadLetters(this, 'DeadLetters', { name: names.name('watch-missed') });
    const { function: target } = new StepFunction(this, 'Watch', {
      place,
      name: 'watch',
      is: WATCH_FUNCTIONS.watch,
      region: installation.watch,
      deadLetters: queue,
    });
    new RunByClock(this, 'Every', {
      name: names.name('watch'),
      at: every(MINUTE),
      target,
      input: {},
      deadLetters: queue,
    });
    const about = { FunctionName: names.name('watch') };
    const home = installation.home;
    const alarms = {
      'watch-silent': {
        alarmDescription: `Nobody watches ${home}: look at the schedule ${names.name('watch')}.`,
        metric: awsMetric('Lambda', 'Invocations', about, { statistic: 'Sum' }),
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      },
      'watch-failing': {
        alarmDescription: `The watch over ${home} fails: look at the log of ${names.name('watch')}.`,
        metric: awsMetric('Lambda', 'Errors', about, { statistic: 'Sum' }),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      },
    };
    for (const [name, alarm] of Object.entries(alarms))
      new Alarm(this, name, {
        ...alarm,
        alarmName: names.name(name),
        threshold: 1,
        // Three minutes in a row: one run may be late, another lost.
        evaluationPeriods: 3,
      }).addAlarmAction(new SnsAction(topic));
  }
}
