import { expect, it } from '@jest/globals';
import type { ResultHistory, ResultSink } from '../../src/core/ports.ts';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY } from './plan.ts';
import { someResult } from './store-samples.ts';

const minute = (i: number) =>
  someResult({
    startedAt: MONDAY + i * MINUTE,
    slot: MONDAY + i * MINUTE,
    verdict: i % 10 === 0 ? 'down' : 'up',
    phases: { total: i },
  });

export function resultHistoryContract(open: () => Promise<ResultSink & ResultHistory>): void {
  it('knows the newest result per monitor and location, whole, whatever order they came in', async () => {
    const results = await open();
    const newest = someResult({
      startedAt: MONDAY + 9,
      verdict: 'down',
      code: 'status',
      phases: { dns: 1.5, connect: 2, tls: 3, wait: 4, transfer: 5, total: 15.5 },
      expectations: [{ name: 'status', weight: 'expect', expected: '200', seen: '500', ok: false, code: 'status' }],
      failingParts: ['database'],
      retried: { code: 'tcp_refused', text: 'refused the connection' },
    });
    await results.record([newest, someResult({ startedAt: MONDAY + 8 })]);
    await results.record([someResult({ location: 'there', startedAt: MONDAY + 5 })]);
    await results.record([]);
    expect(await results.latest()).toEqual([newest, someResult({ location: 'there', startedAt: MONDAY + 5 })]);
  });

  it('keeps a cold start out of the latencies, unless it failed (W8)', async () => {
    const results = await open();
    const cold = { ...minute(1), cold: true as const };
    await results.record([cold, minute(2), { ...minute(3), cold: true as const, verdict: 'down' }]);
    expect((await results.latencies('backend', 9)).map(({ ms }) => ms)).toEqual([2, 3]);
    expect((await results.day('backend', MONDAY + 4 * MINUTE)).at(-1)).toMatchObject({ up: 2, down: 1 });
  });

  it('keeps pictures apart, the newest twenty of each monitor', async () => {
    const results = await open();
    const picture = (i: number) => ({
      type: 'image/jpeg' as const,
      base64: Buffer.from(`picture ${i}`).toString('base64'),
    });
    const shots = Array.from({ length: 23 }, (_, i) => ({ ...minute(i), screenshot: picture(i) }));
    await results.record(shots.toReversed());
    await results.record([{ ...minute(5), monitor: 'frontend', screenshot: picture(99) }]);
    const slots = await results.screenshots('backend');
    expect(slots).toHaveLength(20);
    expect([slots[0], slots.at(-1)]).toEqual([MONDAY + 22 * MINUTE, MONDAY + 3 * MINUTE]);
    expect(await results.screenshot('backend', MONDAY + 22 * MINUTE)).toEqual(picture(22));
    expect(await results.screenshot('backend', MONDAY)).toBeNull();
    expect(await results.screenshots('frontend')).toEqual([MONDAY + 5 * MINUTE]);
    expect(await results.screenshots('ingress')).toEqual([]);
    expect(JSON.stringify(await results.latest())).not.toContain('screenshot');
  });

  it('returns the last latencies oldest first, from all locations', async () => {
    const results = await open();
    await results.record([3, 1, 2, 0].map(minute));
    await results.record([someResult({ location: 'there', startedAt: MONDAY + 4 * MINUTE })]);
    await results.record([someResult({ monitor: 'frontend', startedAt: MONDAY + 5 * MINUTE })]);
    expect(await results.latencies('backend', 3)).toEqual([
      { at: MONDAY + 2 * MINUTE, ms: 2, verdict: 'up' },
      { at: MONDAY + 3 * MINUTE, ms: 3, verdict: 'up' },
      { at: MONDAY + 4 * MINUTE, ms: 12.5, verdict: 'up' },
    ]);
    expect(await results.latencies('database', 3)).toEqual([]);
  });

  it('counts verdicts in the 48 half hours up to now', async () => {
    const results = await open();
    await results.record(Array.from({ length: 100 }, (_, i) => minute(i)));
    await results.record([someResult({ location: 'there', verdict: 'degraded', startedAt: MONDAY + 5 })]);
    await results.record([someResult({ verdict: 'unknown' }), someResult({ monitor: 'frontend' })]);
    const slices = await results.day('backend', MONDAY + 100 * MINUTE);
    expect(slices).toHaveLength(48);
    expect(slices.slice(-4)).toEqual([
      { from: MONDAY, up: 27, degraded: 1, down: 3, unknown: 1 },
      { from: MONDAY + 30 * MINUTE, up: 27, degraded: 0, down: 3, unknown: 0 },
      { from: MONDAY + 60 * MINUTE, up: 27, degraded: 0, down: 3, unknown: 0 },
      { from: MONDAY + 90 * MINUTE, up: 9, degraded: 0, down: 1, unknown: 0 },
    ]);
    expect(slices[0]).toEqual({ from: MONDAY - 22 * HOUR, up: 0, degraded: 0, down: 0, unknown: 0 });
    const later = await results.day('backend', MONDAY + 24 * HOUR);
    expect(later[0]).toMatchObject({ from: MONDAY + 30 * MINUTE, up: 27 });
  });
}
