import { beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '../../src/simulation/checker/check.ts';
import { onEmulatedAws } from '../support/history/aws.ts';
import { historyOf, type Seen, timelineOf } from '../support/history/lived.ts';
import { onOneMachine } from '../support/history/local.ts';
import { onVirtualTime } from '../support/history/virtual.ts';

let seen: Readonly<Record<'virtual time' | 'one machine' | 'AWS', Seen>>;
beforeAll(async () => {
  const virtual = await onVirtualTime();
  const [local, aws] = await Promise.all([onOneMachine(), onEmulatedAws()]);
  seen = { 'virtual time': virtual, 'one machine': local, AWS: aws };
}, 10 * 60_000);

describe('the same scenario on virtual time, on one machine and on an emulated AWS', () => {
  it('gives the same timeline, times aside', () => {
    const told = timelineOf(seen['virtual time']);
    expect(told.length).toBeGreaterThan(10);
    expect(timelineOf(seen['one machine'])).toEqual(told);
    expect(timelineOf(seen.AWS)).toEqual(told);
  });

  it.each(['virtual time', 'one machine', 'AWS'] as const)('breaks no promise, says the checker, on %s', (host) => {
    const { commits, messages, looks } = seen[host];
    // There is something to judge.
    expect([commits.length > 15, messages.length, looks.length > 5]).toEqual([true, 6, true]);
    expect(check(historyOf(seen[host]))).toEqual([]);
  });
});
