import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAlarmEvent } from '../../../src/core/alarm/event.ts';
import { alarmEvent } from '../../support/alarm-events.ts';
import { MONDAY } from '../../support/plan.ts';

const event = alarmEvent('tocsin-failed-backend', 'ALARM', MONDAY, 'backend fails');

describe('an event of EventBridge', () => {
  it('is read as the alarm now stands', () => {
    const state = { name: 'tocsin-failed-backend', value: 'ALARM', since: MONDAY };
    expect(readAlarmEvent(event)).toEqual({ ...state, description: 'backend fails' });
    expect(readAlarmEvent(alarmEvent('tocsin-failed-backend', 'OK', MONDAY))).toEqual({ ...state, value: 'OK' });
  });

  it.each([
    ['of another kind', { ...event, 'detail-type': 'EC2 Instance State-change Notification' }],
    ['without a name', { ...event, detail: { ...event.detail, alarmName: ' ' } }],
    ['without a state', { ...event, detail: { ...event.detail, state: {} } }],
    ['of a state that does not exist', { ...event, detail: { ...event.detail, state: { value: 'MAYBE' } } }],
    ['of no time', { ...event, detail: { ...event.detail, state: { value: 'ALARM', timestamp: 'now' } } }],
  ])('%s is none', (_what, broken) => {
    expect(readAlarmEvent(broken)).toBeUndefined();
  });

  it('may be anything at all', () => {
    fc.assert(fc.property(fc.anything(), (anything) => readAlarmEvent(anything) === undefined));
  });
});
