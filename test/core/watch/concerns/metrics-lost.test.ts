import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../../../src/core/time/instant.ts';
import { metricsLost } from '../../../../src/core/watch/concerns/metrics-lost.ts';
import type { Facts } from '../../../../src/core/watch/facts.ts';
import { someAlarm, someFacts } from '../../../support/facts.ts';
import { MONDAY, shop } from '../../../support/plan.ts';

const now = MONDAY + HOUR;
const heard = (at: number) => ({ known: MONDAY, listening: MONDAY, last: { at, outcome: 'ok' as const } });
const lost = (more: Partial<Facts> = {}, ms = 3 * MINUTE) =>
  metricsLost(
    someFacts({
      now,
      alarms: [someAlarm('tocsin-shop-silent-eu', now - ms)],
      plan: shop({ locations: ['eu', 'us'] }),
      beats: { eu: heard(now), us: heard(MONDAY) },
      ...more,
    }),
  );

describe('a location whose metrics do not arrive (rule 8)', () => {
  it('is of concern after three minutes, although its prober runs', () => {
    expect(lost({}, 3 * MINUTE - SECOND)).toEqual([]);
    expect(lost()).toMatchObject([
      {
        key: 'metrics:eu',
        text: 'no metrics from eu since 14:57, although its prober runs: alarms cannot see what fails there',
      },
    ]);
  });

  it('is none of its own where its prober is silent, where that is unknown, or where only monitors fail', () => {
    expect(lost({ alarms: [someAlarm('tocsin-shop-silent-us', MONDAY)] })).toEqual([]);
    expect(lost({ beats: undefined })).toEqual([]);
    expect(lost({ alarms: [someAlarm('tocsin-shop-failed-backend', 0)] })).toEqual([]);
  });
});
