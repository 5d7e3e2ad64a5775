import type { AlarmState } from '../../src/core/alarm/alarm.ts';

/** What EventBridge delivers when an alarm changes its state, as AWS documents it. */
export const alarmEvent = (name: string, value: AlarmState['value'], since: number, description?: string) => ({
  version: '0',
  id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '123456789012',
  time: new Date(since).toISOString(),
  region: 'eu-west-1',
  resources: [`arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`],
  detail: {
    alarmName: name,
    configuration: { ...(description !== undefined && { description }), metrics: [] },
    previousState: { value: 'OK', timestamp: '2026-11-02T12:00:00.000+0000' },
    state: { value, reason: 'Threshold Crossed', timestamp: new Date(since).toISOString().replace('Z', '+0000') },
  },
});
