import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alarmName, subjectOf } from '../../../src/core/alarm/alarm.ts';
import { monitor, shop } from '../../support/plan.ts';

const installation = { prefix: 'tocsin-shop' };
const planOf = (...names: readonly string[]) =>
  shop({ locations: ['eu'], monitors: Object.fromEntries(names.map((name) => [name, monitor(name)])) });

describe('names of alarms', () => {
  it.each([
    ['tocsin-shop-failed-backend', { alarm: 'failed', of: 'backend' }],
    ['tocsin-shop-silent-eu', { alarm: 'silent', of: 'eu' }],
    ['tocsin-shop-silent-backend', undefined],
    ['tocsin-shop-failed-eu', undefined],
    ['tocsin-shop-failed-eu-api-failed-jobs', { alarm: 'failed', of: 'eu-api-failed-jobs' }],
    ['tocsin-shop-failed-silent-backend', undefined],
    ['tocsin-shop-failed-gone', undefined],
    ['tocsin-shop-failed-', undefined],
    ['tocsin-shop-failed-toString', undefined],
    ['tocsin-shop-dead-letters', undefined],
    ['tocsin-bank-failed-backend', undefined],
    ['my-failed-backend', undefined],
  ])('%s', (name, subject) => {
    expect(subjectOf(name, installation, planOf('backend', 'eu-api-failed-jobs'))).toEqual(subject);
  });

  it('lead back to the monitor they were made of, dashes and all', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.nat(), (monitors, nth) => {
        const subject = { alarm: 'failed', of: monitors[nth % monitors.length]! } as const;
        expect(subjectOf(alarmName(installation, subject), installation, planOf(...monitors))).toEqual(subject);
      }),
    );
  });
});
