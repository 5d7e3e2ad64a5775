import { fields, moment, text } from '../inbound/fields.ts';
import type { AlarmState } from './alarm.ts';

const VALUES: readonly unknown[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] satisfies readonly AlarmState['value'][];

/** EventBridge's `CloudWatch Alarm State Change`; `undefined` of any other event, and of one that names no alarm, state or time. */
export function readAlarmEvent(event: unknown): AlarmState | undefined {
  const { 'detail-type': type, detail, time } = fields(event);
  const { alarmName, state, configuration } = fields(detail);
  const { value, timestamp } = fields(state);
  const [name, description] = [text(alarmName), text(fields(configuration).description)];
  const since = moment(timestamp ?? time);
  if (type !== 'CloudWatch Alarm State Change' || name === undefined || !isValue(value) || !since) return undefined;
  return { name, value, since, ...(description !== undefined && { description }) };
}

const isValue = (value: unknown): value is AlarmState['value'] => VALUES.includes(value);
