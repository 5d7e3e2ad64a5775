import { describe, expect, it } from '@jest/globals';
import { Replays } from '../../src/channels/replays.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY } from '../support/plan.ts';

describe('requests that were seen', () => {
  it('are new once, until they would be too old anyhow', () => {
    const replays = new Replays();
    expect(replays.isNew('a', MONDAY + MINUTE, MONDAY)).toBe(true);
    expect(replays.isNew('a', MONDAY + 9 * MINUTE, MONDAY + MINUTE - 1)).toBe(false);
    expect(replays.isNew('b', MONDAY + MINUTE, MONDAY)).toBe(true);
    expect(replays.isNew('a', MONDAY + 9 * MINUTE, MONDAY + MINUTE)).toBe(true);
  });

  it('are new again where they could not be stored', () => {
    const replays = new Replays();
    replays.isNew('a', MONDAY + MINUTE, MONDAY);
    replays.forget('a');
    expect(replays.isNew('a', MONDAY + MINUTE, MONDAY)).toBe(true);
  });

  it('take up no more room the more there are: those that are too old go first, then the oldest', () => {
    const replays = new Replays();
    replays.isNew('kept', MONDAY + 60 * MINUTE, MONDAY);
    for (let n = 0; n < 9_999; n++) replays.isNew(`old ${n}`, MONDAY + MINUTE, MONDAY);
    for (let n = 0; n < 9_999; n++) replays.isNew(`new ${n}`, MONDAY + 9 * MINUTE, MONDAY + 2 * MINUTE);
    expect(replays.isNew('kept', MONDAY + 60 * MINUTE, MONDAY + 2 * MINUTE)).toBe(false);
    replays.isNew('one more', MONDAY + 9 * MINUTE, MONDAY + 2 * MINUTE);
    expect(replays.isNew('kept', MONDAY + 60 * MINUTE, MONDAY + 2 * MINUTE)).toBe(true);
  });
});
