import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow } from './grants.ts';

export interface RunEveryProps {
  readonly name: string;
  /** Milliseconds, whole minutes: the scheduler knows nothing shorter. */
  readonly every: number;
  readonly target: IFunction;
  readonly input: Readonly<Record<string, unknown>>;
  readonly deadLetters: IQueue;
}

/** Calls a function by the clock, once: what was missed is not made up for. */
export class RunEvery extends Construct {
  constructor(scope: Construct, id: string, { name, every, target, input, deadLetters }: RunEveryProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      description: `the schedule ${name}`,
      inlinePolicies: {
        is: new PolicyDocument({
          statements: [
            allow(['lambda:InvokeFunction'], target.functionArn),
            allow(['sqs:SendMessage'], deadLetters.queueArn),
          ],
        }),
      },
    });
    new scheduler.Schedule(this, 'Schedule', {
      scheduleName: name,
      schedule: scheduler.ScheduleExpression.rate(Duration.millis(every)),
      target: new LambdaInvoke(target, {
        input: scheduler.ScheduleTargetInput.fromObject({ ...input, at: scheduler.ContextAttribute.scheduledTime }),
        // The CDK would allow every version of the function.
        role: role.withoutPolicyUpdates(),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
        deadLetterQueue: deadLetters,
      }),
    });
  }
}
