import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow } from './grants.ts';

/** Milliseconds, whole minutes: the scheduler knows nothing shorter. */
export const every = (ms: number): ScheduleExpression => ScheduleExpression.rate(Duration.millis(ms));

export interface RunByClockProps {
  readonly name: string;
  readonly at: ScheduleExpression;
  readonly target: IFunction;
  readonly input: Readonly<Record<string, unknown>>;
  readonly deadLetters: IQueue;
}

/** Calls a function by the clock, once: what was missed is not made up for. */
export class RunByClock extends Construct {
  constructor(scope: Construct, id: string, { name, at, target, input, deadLetters }: RunByClockProps) {
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
    new Schedule(this, 'Schedule', {
      scheduleName: name,
      schedule: at,
      target: new LambdaInvoke(target, {
        input: ScheduleTargetInput.fromObject({ ...input, at: ContextAttribute.scheduledTime }),
        // The CDK would allow every version of the function.
        role: role.withoutPolicyUpdates(),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
        deadLetterQueue: deadLetters,
      }),
    });
  }
}
