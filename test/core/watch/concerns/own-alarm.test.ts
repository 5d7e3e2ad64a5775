import { describe, expect, it } from '@jest/globals';
import { ownAlarm } from '../../../../src/core/watch/concerns/own-alarm.ts';
import { someAlarm, someFacts } from '../../../support/facts.ts';
import { MONDAY } from '../../../support/plan.ts';

const found = (...names: readonly string[]) =>
  ownAlarm(someFacts({ alarms: names.map((name) => someAlarm(name, MONDAY)) })).map(({ key }) => key);

describe('an alarm on Tocsin itself', () => {
  it('is of concern while it is in ALARM, with what its description says', () => {
    const alarms = [
      someAlarm('tocsin-shop-page-errors', MONDAY, { description: 'Pages fail. Look at the log of tocsin-shop-page.' }),
      someAlarm('tocsin-shop-dead-letters', MONDAY),
      someAlarm('tocsin-shop-incident-failed', MONDAY, { value: 'OK' }),
      someAlarm('tocsin-shop-signal-errors', MONDAY, { value: 'INSUFFICIENT_DATA' }),
    ];
    expect(ownAlarm(someFacts({ alarms }))).toMatchObject([
      {
        key: 'alarm:tocsin-shop-page-errors',
        since: MONDAY,
        text: 'tocsin-shop-page-errors is in ALARM since 14:00',
        remedy: 'Pages fail. Look at the log of tocsin-shop-page.',
      },
      { key: 'alarm:tocsin-shop-dead-letters', remedy: expect.stringContaining('eu-west-1') },
    ]);
  });

  it('is none of a monitor, of one that left, or of somebody else', () => {
    expect(found('tocsin-shop-failed-backend', 'tocsin-shop-silent-gone', 'bank-page', 'tocsin-shopping')).toEqual([]);
    expect(found('tocsin-shop-failed')).toEqual(['alarm:tocsin-shop-failed']);
  });
});
