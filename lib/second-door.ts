import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarmName, LOOK_ALARMS, type LookAlarmName } from '../src/core/alarm/alarm.ts';
import { type Installation, nameOf } from '../src/core/installation.ts';

export interface SecondDoorProps {
  readonly installation: Installation;
  /** The step that reads what an alarm says. */
  readonly alarm: IFunction;
  readonly deadLetters: IQueue;
}

/** Brings alarms on looks to the incidents they are about: EventBridge delivers what prober and `signal` could not (rule 8). */
export class SecondDoor extends Construct {
  constructor(scope: Construct, id: string, { installation, alarm, deadLetters }: SecondDoorProps) {
    super(scope, id);
    const prefixes = (Object.keys(LOOK_ALARMS) as LookAlarmName[]).map((name) => ({
      prefix: alarmName(installation, { alarm: name, of: '' }),
    }));
    new Rule(this, 'Rule', {
      ruleName: nameOf(installation, 'alarms'),
      description: 'alarms on looks open incidents, too',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: { alarmName: prefixes, state: { value: ['ALARM'] } },
      },
      // An alarm of long ago says nothing any more: `watch` sees that it stands alone (3 minutes).
      targets: [
        new LambdaFunction(alarm, {
          retryAttempts: 10,
          maxEventAge: Duration.minutes(10),
          deadLetterQueue: deadLetters,
        }),
      ],
    });
  }
}
