import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../../../src/core/time/instant.ts';
import { unheardAlarm } from '../../../../src/core/watch/concerns/unheard-alarm.ts';
import type { Facts } from '../../../../src/core/watch/facts.ts';
import { someAlarm, someFacts } from '../../../support/facts.ts';
import { MONDAY, shop } from '../../../support/plan.ts';
import { someIncident, someMute } from '../../../support/store-samples.ts';

const now = MONDAY + HOUR;
const unheard = (more: Partial<Facts> = {}, ms = 3 * MINUTE) =>
  unheardAlarm(someFacts({ now, alarms: [someAlarm('tocsin-shop-failed-backend', now - ms)], ...more }));
const over = (endedAt: number) => ({ heads: [someIncident({ phase: 'closed', endedAt })] });

describe('an alarm that nobody hears (rule 8)', () => {
  it('for three minutes is of concern', () => {
    expect(unheard({}, 3 * MINUTE - SECOND)).toEqual([]);
    expect(unheard()).toMatchObject([
      {
        key: 'unheard:backend',
        since: now - 3 * MINUTE,
        text: 'backend fails by its alarm since 14:57, and no incident is open',
        remedy: expect.stringContaining('tocsin-shop-alarm and tocsin-shop-signal in eu-west-1'),
      },
    ]);
  });

  it.each([
    ['an incident of its group is open', { heads: [someIncident({ phase: 'open' })] }],
    ['one is suspected', { heads: [someIncident()] }],
    ['one was closed a moment ago', over(now - 3 * MINUTE + SECOND)],
    ['it is muted', { mutes: [someMute({ from: MONDAY, until: now + MINUTE })] }],
    ['its mute ended a moment ago', { mutes: [someMute({ from: MONDAY, until: now - MINUTE })] }],
    ['it is over', { alarms: [someAlarm('tocsin-shop-failed-backend', 0, { value: 'OK' })] }],
    ['its monitor left', { alarms: [someAlarm('tocsin-shop-failed-gone', 0)] }],
    ['it is one of silence', { alarms: [someAlarm('tocsin-shop-silent-backend', 0)] }],
    [
      'maintenance is planned',
      {
        plan: shop({
          maintenance: [
            { name: 'w', timezone: 'UTC', length: 2 * HOUR, starts: { at: '14:00' }, monitors: ['backend'] },
          ],
        }),
      },
    ],
  ])('is none where %s', (_what, more: Partial<Facts>) => {
    expect(unheard(more)).toEqual([]);
  });

  it.each([
    ['the last incident was closed long ago', over(now - 3 * MINUTE)],
    ['another group has one', { heads: [someIncident({ group: 'bank', phase: 'open' })] }],
    ['another monitor is muted', { mutes: [someMute({ monitors: ['frontend'], until: now + MINUTE })] }],
    ['the mute ended long ago', { mutes: [someMute({ until: now - 4 * MINUTE })] }],
  ])('is one although %s', (_what, more: Partial<Facts>) => {
    expect(unheard(more)).toHaveLength(1);
  });
});
