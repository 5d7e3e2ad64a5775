import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../../../src/core/time/instant.ts';
import { locationSilent } from '../../../../src/core/watch/concerns/location-silent.ts';
import { someFacts } from '../../../support/facts.ts';
import { MONDAY, monitor, shop } from '../../../support/plan.ts';

const beat = (last?: number) => ({
  known: MONDAY,
  listening: MONDAY,
  ...(last !== undefined && { last: { at: last, outcome: 'ok' as const } }),
});
/** Which locations are silent so long after their last run; the intervals are those of two monitors, in `eu` and in both. */
function silent(ms: number, eu = MINUTE, both = 5 * MINUTE) {
  const plan = shop({
    locations: ['eu', 'us'],
    monitors: {
      jobs: monitor('jobs', { interval: both }),
      backend: monitor('backend', { interval: eu, locations: ['eu'] }),
    },
  });
  const beats = { eu: beat(MONDAY), us: beat(MONDAY) };
  return locationSilent(someFacts({ plan, beats, now: MONDAY + ms }));
}

describe('a location that is silent', () => {
  it.each([
    [3 * MINUTE, []],
    [3 * MINUTE + SECOND, ['silent:eu']],
    [15 * MINUTE, ['silent:eu']],
    [15 * MINUTE + SECOND, ['silent:eu', 'silent:us']],
  ])('after three runs of its prober: %s ms', (ms, keys) => {
    expect(silent(ms).map(({ key }) => key)).toEqual(keys);
  });

  it('a minute each at least, also where it looks more often', () => {
    expect(silent(3 * MINUTE, 10 * SECOND)).toEqual([]);
    expect(silent(3 * MINUTE + SECOND, 10 * SECOND)).toHaveLength(1);
  });

  it('says since when, and where to look', () => {
    expect(silent(4 * MINUTE)[0]).toMatchObject({
      since: MONDAY,
      text: 'nothing was looked at from eu since 14:00, for 4 min',
      remedy: expect.stringContaining('tocsin-shop-prober-… in eu'),
    });
  });

  it('that was never heard of is silent from when somebody first asked', () => {
    const at = (ms: number) => locationSilent(someFacts({ beats: { here: beat() }, now: MONDAY + ms }));
    expect(at(3 * MINUTE)).toEqual([]);
    expect(at(HOUR)[0]).toMatchObject({ since: MONDAY, text: 'nothing was ever looked at from here' });
  });
});
