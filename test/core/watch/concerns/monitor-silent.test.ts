import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../../../src/core/time/instant.ts';
import { monitorSilent } from '../../../../src/core/watch/concerns/monitor-silent.ts';
import type { Facts } from '../../../../src/core/watch/facts.ts';
import { someAlarm, someFacts } from '../../../support/facts.ts';
import { MONDAY, shop } from '../../../support/plan.ts';
import { someMute } from '../../../support/store-samples.ts';

const now = MONDAY + HOUR;
const heard = (at: number) => ({ known: MONDAY, listening: MONDAY, last: { at, outcome: 'ok' as const } });
const silent = (more: Partial<Facts> = {}, ms = 3 * MINUTE) =>
  monitorSilent(
    someFacts({
      now,
      alarms: [someAlarm('tocsin-shop-silent-backend', now - ms)],
      plan: shop({ locations: ['eu', 'us'] }),
      beats: { eu: heard(now), us: heard(MONDAY) },
      ...more,
    }),
  );

describe('a monitor that says nothing (rule 7)', () => {
  it('is of concern after three minutes, although a location looks', () => {
    expect(silent({}, 3 * MINUTE - SECOND)).toEqual([]);
    expect(silent()).toMatchObject([
      { key: 'unseen:backend', text: 'backend says nothing since 14:57: nobody knows whether it is up' },
    ]);
  });

  it('is none of its own where all its locations are silent, or it is muted', () => {
    expect(silent({ beats: { eu: heard(MONDAY), us: heard(MONDAY) } })).toEqual([]);
    expect(silent({ mutes: [someMute({ until: now + MINUTE })] })).toEqual([]);
    expect(silent({ alarms: [someAlarm('tocsin-shop-failed-backend', 0)] })).toEqual([]);
  });
});
