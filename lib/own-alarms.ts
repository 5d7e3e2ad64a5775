import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { awsMetric } from './metric.ts';
import type { Names } from './names.ts';

interface OwnAlarm {
  readonly metric: (names: Names) => IMetric;
  /** What it means and what to do: `watch` says it to people as it is. */
  readonly says: (names: Names) => string;
}

/** What may fail in Tocsin itself, by the alarm's name. `watch` reads them, and calls people. */
export const OWN_ALARMS = {
  'dead-letters': {
    metric: (names) =>
      awsMetric(
        'SQS',
        'ApproximateNumberOfMessagesVisible',
        { QueueName: names.name('dead-letters') },
        { statistic: 'Maximum' },
      ),
    says: (names) =>
      `Calls failed for good: look at the queue ${names.name('dead-letters')}, which says of which function, and at that function’s log. Empty the queue once it is mended.`,
  },
  'runs-failed': {
    metric: (names) =>
      awsMetric('States', 'ExecutionsFailed', { StateMachineArn: names.workflow() }, { statistic: 'Sum' }),
    says: (names) =>
      `A run of the incident workflow failed: look at the failed executions of ${names.name('incident')}. The incident gets a new run, but may page late.`,
  },
  emergencies: {
    metric: (names) =>
      awsMetric('SNS', 'NumberOfMessagesPublished', { TopicName: names.name('emergency') }, { statistic: 'Sum' }),
    says: (names) =>
      `The emergency exit was used: a step of an incident keeps failing, or a prober cannot reach ${names.name('signal')}. The message on the topic ${names.name('emergency')} says which.`,
  },
} as const satisfies Readonly<Record<string, OwnAlarm>>;

/** Alarms on Tocsin itself in the home region. */
export class OwnAlarms extends Construct {
  constructor(scope: Construct, id: string, { names }: { readonly names: Names }) {
    super(scope, id);
    for (const [name, { metric, says }] of Object.entries(OWN_ALARMS as Readonly<Record<string, OwnAlarm>>))
      new Alarm(this, name, {
        alarmName: names.name(name),
        alarmDescription: says(names),
        metric: metric(names),
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
  }
}
