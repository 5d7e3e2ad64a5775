import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What cdk-nag's rules find and we keep, with the reason: everything else that they find is an error. */
export function acknowledge(scope: Construct): void {
  Validations.of(scope).acknowledge(
    {
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason:
        'PutMetricData, GetMetricData, DescribeAlarms, network interfaces of Lambda, the delivery of the workflow’s log and X-Ray know no resource; metrics are limited to our namespace.',
    },
    {
      id: 'Serverless::Serverless-SNSRedrivePolicy',
      reason:
        'Mails and SMS that did not reach people in an emergency help nobody in a queue; SNS tries again for hours.',
    },
    {
      id: 'Serverless::Serverless-SQSRedrivePolicy',
      reason: 'The queue is where failed calls end; behind it there is no other.',
    },
    {
      id: 'Serverless::Serverless-LambdaAsyncFailureDestination',
      reason: 'Calls that failed and that nobody waits for go to the dead-letter queue, which is one.',
    },
  );
}
