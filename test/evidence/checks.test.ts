import { describe, expect, it } from '@jest/globals';
import type { CheckResult } from '../../src/core/check/check.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { checks } from '../../src/evidence/checks.ts';
import type { Looks } from '../../src/evidence/define.ts';
import { collect, linesIn, NOON, subject, whyIn } from '../support/evidence-contract.ts';
import { monitor } from '../support/plan.ts';

const result = (more: Partial<CheckResult> = {}): CheckResult => ({
  monitor: 'backend',
  location: 'here',
  slot: NOON - MINUTE,
  startedAt: NOON - MINUTE,
  verdict: 'up',
  code: 'ok',
  text: 'answers 200',
  phases: { total: 240 },
  expectations: [],
  failingParts: [],
  observed: {},
  ...more,
});
const down = (code: CheckResult['code'], total: number, more: Partial<CheckResult> = {}) =>
  result({ verdict: 'down', code, text: 'is broken', phases: { total }, ...more });

/** Looks that go as listed, and count from where they were taken. */
function looking(latest: readonly CheckResult[], burst: readonly (CheckResult | 'never')[], more: Partial<Looks> = {}) {
  const from: string[] = [];
  const looks: Looks = {
    way: 500,
    latest: async () => latest,
    once: (location) => {
      const next = burst[from.push(location) - 1]!;
      return next === 'never' ? new Promise(() => undefined) : Promise.resolve(next);
    },
    ...more,
  };
  return { looks, from };
}
const told = async (burst: readonly (CheckResult | 'never')[], timeout = 8_000) => {
  const { looks, from } = looking([], burst);
  const got = await collect(checks, { looks: burst.length }, subject(), { looks, timeout });
  expect(from).toHaveLength(burst.length);
  return got;
};

describe('a burst of looks', () => {
  it('tells failure from saturation', async () => {
    const dead = await told(Array.from({ length: 5 }, () => down('tcp_refused', 2)));
    expect(dead.sentence).toBe('5 of 5 looks at once fail the same way (connection refused): it is down');
    expect(dead.isBad).toBe(true);
    const up = [240, 3_100, 9_800].map((total) => result({ phases: { total } }));
    const busy = await told([...up, down('deadline', 10_000), down('deadline', 10_000)]);
    expect(busy.sentence).toBe('3 of 5 looks at once answered, 240 ms to 9.8 s: saturated rather than dead');
  });

  it('does not claim to know what silence means', async () => {
    const { sentence } = await told(Array.from({ length: 3 }, () => down('deadline', 10_000)));
    expect(sentence).toContain('3 of 3 looks at once got no answer');
    expect(sentence).toContain('dead, or saturated altogether');
  });

  it('takes what has not answered in time for no answer, and waits no longer', async () => {
    const began = performance.now();
    const got = await told([result(), 'never'], 2_200);
    expect(performance.now() - began).toBeLessThan(2_200);
    expect(got.sentence).toBe('1 of 2 looks at once answered, 240 ms: saturated rather than dead');
  });

  it('says what fails in part, what is slow, and what is fine by now', async () => {
    expect((await told([result(), down('status', 3)])).sentence).toBe(
      '1 of 2 looks at once were fine, the others not (wrong status): it fails in part',
    );
    const slow = result({ verdict: 'degraded', code: 'slow', phases: { total: 2_400 } });
    expect((await told([slow, result()])).sentence).toContain(
      '2 of 2 looks at once at 12:00 answered, 240 ms to 2.4 s: slow',
    );
    const fine = await told([result(), result()]);
    expect(fine.sentence).toBe('2 of 2 looks at once at 12:00 were fine, 240 ms');
    expect(fine.isBad).toBe(false);
  });

  it('counts no look that came to nothing on our side (rule 7)', async () => {
    const unknown = result({ verdict: 'unknown', code: 'unknown', text: 'could not be checked' });
    expect((await told([down('status', 2), unknown])).sentence).toContain('1 of 1 looks at once');
    expect((await told([unknown, unknown])).sentence).toBeUndefined();
  });

  it('does not blame the service for a location that is late itself (rule 7)', async () => {
    const { looks } = looking([], ['never', 'never']);
    const hasty = subject({ monitor: monitor('backend', { light: true, timeout: 300 }) });
    const got = await collect(checks, { looks: 2 }, hasty, { looks, timeout: 8_000 });
    expect(got.sentence).toBeUndefined();
    expect(got.missing).toEqual({ 'looks at once': 'here could not look in time' });
  });

  it('is not taken where no time is left for it', async () => {
    const { looks, from } = looking([], []);
    const got = await collect(checks, {}, subject(), { looks, timeout: 1_500 });
    expect([from, whyIn(got)]).toEqual([[], 'no time was left']);
  });

  it('is taken where it fails, never by way of an agent', async () => {
    const latest = [
      result({ location: 'a' }),
      down('status', 5, { location: 'b' }),
      down('status', 5, { location: 'c' }),
    ];
    const locations = ['a', 'b', 'c'].map((name) => ({ name, asked: name !== 'b' }));
    const { looks, from } = looking(latest, [result(), result()]);
    await collect(checks, { looks: 2 }, subject({ locations }), { looks });
    expect(from).toEqual(['c', 'c']);
    const alone = looking(latest, []);
    const got = await collect(checks, {}, subject({ locations: [locations[1]!] }), { looks: alone.looks });
    expect(alone.from).toEqual([]);
    expect(whyIn(got)).toBe('b looks by itself and cannot be asked');
  });

  it('is not taken of checks that cost or change something', async () => {
    const { looks, from } = looking([down('status', 5)], []);
    const got = await collect(checks, {}, subject({ monitor: monitor('backend') }), { looks });
    expect(from).toEqual([]);
    expect(got).toMatchObject({ isBad: true, missing: {} });
  });
});

describe('what checks saw', () => {
  it('which phase broke, since when, from where, and how often in the last hour', async () => {
    const phases = { dns: 3, connect: 12, tls: 30, total: 10_000 };
    const latest = [
      result({ location: 'eu' }),
      down('deadline', 0, { location: 'us', phases, text: 'did not answer within 10 s' }),
    ];
    const locations = ['eu', 'us', 'ap'].map((name) => ({ name, asked: true }));
    const since = async () =>
      (['up', 'down', 'down', 'degraded', 'unknown'] as const).map((verdict, i) => ({ at: NOON - i, verdict }));
    const { looks } = looking(latest, [result(), result()], { since });
    const got = await collect(checks, { looks: 2 }, subject({ locations }), { looks });
    expect(linesIn(got).slice(0, 5)).toEqual([
      'failing since 11:57, for 3 min',
      'from us: no answer in time, at first byte: did not answer within 10 s (DNS 3 ms, connect 12 ms, TLS 30 ms)',
      'from eu: fine, 240 ms',
      'from ap: no check is known',
      '2 of 4 checks of the last hour failed, 1 more was degraded',
    ]);
  });

  it('keeps what it has where a store fails or hangs', async () => {
    const { looks } = looking([], [result(), result()], {
      latest: () => Promise.reject(new Error('ConditionalCheckFailed')),
      since: () => new Promise(() => undefined),
    });
    const got = await collect(checks, { looks: 2 }, subject(), { looks, timeout: 2_300 });
    expect(got.sentence).toContain('2 of 2');
    expect(got.missing).toEqual({ 'the latest checks': 'could not be read', 'the last hour': 'no answer in time' });
  });
});
