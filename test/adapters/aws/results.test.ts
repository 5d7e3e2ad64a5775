import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MetricReader } from '../../../src/adapters/aws/metric-reader.ts';
import { MetricWriter } from '../../../src/adapters/aws/metric-writer.ts';
import { MetricResults } from '../../../src/adapters/aws/metrics.ts';
import { AwsResults } from '../../../src/adapters/aws/results.ts';
import type { CheckResult } from '../../../src/core/check/check.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { awsPeer, HURRIED } from '../../support/aws-peer.ts';
import { Dynamo } from '../../support/dynamo.ts';
import { CloudWatchPeer } from '../../support/peers/cloudwatch.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { someResult } from '../../support/store-samples.ts';

const cloudwatch = new CloudWatchPeer();
const plan = shop({ locations: ['eu-central-1', 'eu-west-1'] });
const here = { location: 'eu-central-1' } as const;

describe('results on AWS', () => {
  const dynamo = new Dynamo();
  const peer = awsPeer(cloudwatch.answers);
  let writer: MetricWriter;
  let reader: MetricReader;
  beforeAll(async () => {
    await dynamo.start();
    const place = { region: 'eu-central-1', ...peer.access, patience: { call: 9_000, attempt: 9_000 } };
    writer = new MetricWriter(place);
    reader = new MetricReader({ ...place, patience: HURRIED });
  });
  beforeEach(() => cloudwatch.forget());
  afterAll(async () => {
    writer.close();
    reader.close();
    await dynamo.stop();
  });

  let now = MONDAY;
  const errors: unknown[] = [];
  const open = async (its = plan) => {
    now = MONDAY;
    errors.length = 0;
    const { memory } = await dynamo.open();
    const onError = (_: string, error: unknown) => errors.push(error);
    const sink = new MetricResults({ writer, detail: 'rich', log: () => {}, onError });
    const results = new AwsResults({ memory, metrics: reader, plan: () => its, clock: { now: () => now }, onError });
    const record = async (...all: readonly CheckResult[]) => {
      for (const each of all) await memory.record(each, its);
      await sink.record(all);
    };
    return { results, record, memory };
  };
  const minute = (i: number, more: Partial<CheckResult> = {}) =>
    someResult({ ...here, slot: MONDAY + i * MINUTE, startedAt: MONDAY + i * MINUTE, phases: { total: i }, ...more });

  describe('the newest', () => {
    it('are there per monitor and location, whole but for pictures and traces', async () => {
      const { results, record } = await open();
      const newest = minute(9, {
        verdict: 'down',
        code: 'status',
        phases: { dns: 1.5, connect: 2, tls: 3, wait: 4, transfer: 5, total: 15.5 },
        expectations: [{ name: 'status', weight: 'expect', expected: '200', seen: '500', ok: false, code: 'status' }],
        failingParts: ['database'],
        retried: { code: 'tcp_refused', text: 'refused the connection' },
      });
      await record(minute(8), { ...newest, screenshot: { type: 'image/jpeg', base64: 'AAAA' }, trace: ['hi'] });
      await record(minute(5, { location: 'eu-west-1' }), minute(4, { monitor: 'frontend' }));
      await record(minute(3, { monitor: 'gone' }), minute(3, { location: 'elsewhere' }));
      expect(await results.latest()).toEqual([
        newest,
        minute(5, { location: 'eu-west-1' }),
        minute(4, { monitor: 'frontend' }),
      ]);
    });

    it('are none before the first look, and not older than what came before (T3)', async () => {
      const { results, record } = await open();
      expect(await results.latest()).toEqual([]);
      await record(minute(2), minute(1), minute(2, { verdict: 'down' }));
      expect(await results.latest()).toEqual([minute(2)]);
    });

    it('are as they were judged: what took longer than usual is degraded (I6)', async () => {
      const asked = withMonitor(plan, 'backend', { interval: 5 * MINUTE, baseline: { times: 3, days: 7 } });
      const { results, memory } = await open(asked);
      for (let day = 4; day > 0; day--)
        for (let slot = MONDAY - day * DAY; slot < MONDAY - day * DAY + HOUR; slot += 5 * MINUTE)
          await memory.record(someResult({ ...here, slot }), asked);
      await memory.record(someResult({ ...here, phases: { total: 9_000 } }), asked);
      expect((await results.latest()).map(({ verdict, code }) => [verdict, code])).toEqual([['degraded', 'slow']]);
    });

    it('cost no second kilobyte of a write', async () => {
      const name = await dynamo.table();
      const { memory } = await dynamo.open({ name });
      const usual = (i: number) =>
        minute(i, {
          phases: { dns: 1.234, connect: 2.345, tls: 13.456, wait: 104.567, transfer: 5.678, total: 127.28 },
          expectations: ['status', 'content-type', 'body'].map((each) => ({
            name: each,
            weight: 'expect' as const,
            expected: 'contains "ok"',
            seen: 'contains "ok"',
            ok: true,
            code: 'body' as const,
          })),
          observed: { status: 200, address: '192.0.2.1', protocol: 'h2', tls: 'TLSv1.3', 'certificate-days': 61 },
        });
      for (let i = 0; i < 20; i++) await memory.record(usual(i), plan);
      const [item] = await dynamo.items(name);
      // DynamoDB counts the names of attributes as well.
      const bytes = Object.entries(item!).reduce(
        (sum, [key, value]) => sum + key.length + Buffer.byteLength(Object.values(value)[0] as string),
        0,
      );
      expect(bytes).toBeGreaterThan(600);
      expect(bytes).toBeLessThan(1_024);
    });
  });

  describe('the past', () => {
    it('is a point a minute, all locations together: down where most failed, degraded where some did', async () => {
      const { results, record } = await open();
      await record(minute(1), minute(1, { location: 'eu-west-1', phases: { total: 3 } }));
      await record(minute(2, { verdict: 'down', code: 'status' }), minute(2, { location: 'eu-west-1' }));
      await record(...['eu-central-1', 'eu-west-1'].map((location) => minute(3, { location, verdict: 'down' })));
      await record(minute(4, { verdict: 'unknown' }), minute(5, { cold: true }), minute(5, { monitor: 'frontend' }));
      now = MONDAY + 6 * MINUTE + SECOND;
      expect(await results.latencies('backend', 30)).toEqual([
        { at: MONDAY + MINUTE, ms: 2, verdict: 'up' },
        { at: MONDAY + 2 * MINUTE, ms: 2, verdict: 'degraded' },
        { at: MONDAY + 3 * MINUTE, ms: 0, verdict: 'down' },
        { at: MONDAY + 5 * MINUTE, ms: 0, verdict: 'up' },
      ]);
      expect(await results.latencies('database', 30)).toEqual([]);
    });

    it('is the last so many points, however many pages CloudWatch makes of them', async () => {
      const { results, record } = await open();
      await record(...Array.from({ length: 120 }, (_, i) => minute(i)));
      now = MONDAY + 120 * MINUTE;
      const points = await results.latencies('backend', 100);
      expect(points.map(({ ms }) => ms)).toEqual(Array.from({ length: 100 }, (_, i) => i + 20));
      expect(peer.operations().filter((each) => each === 'GetMetricData')).toHaveLength(3);
    });

    it.each([
      [10 * SECOND, 60, 60 * 60],
      [5 * MINUTE, 300, 60 * 300],
      [90 * SECOND, 120, 60 * 120],
      [7 * HOUR, 25_200, 60 * 25_200],
      [6.5 * HOUR, 25_200, 60 * 25_200],
    ])('of a monitor that is looked at every %s ms has periods of %s s', async (interval, period, reach) => {
      const { results } = await open(withMonitor(plan, 'backend', { interval }));
      await results.latencies('backend', 60);
      const [{ input }] = peer.asked as [(typeof peer.asked)[0]];
      expect(input.MetricDataQueries[0].MetricStat.Period).toBe(period);
      expect(input.EndTime - input.StartTime).toBe(reach);
      expect([input.StartTime % period, input.EndTime >= now / 1_000]).toEqual([0, true]);
    });

    it('counts good and bad looks in the 48 half hours up to now', async () => {
      const { results, record } = await open();
      await record(...Array.from({ length: 100 }, (_, i) => minute(i, i % 10 === 0 ? { verdict: 'down' } : {})));
      await record(minute(1, { location: 'eu-west-1', verdict: 'degraded' }), minute(2, { verdict: 'unknown' }));
      now = MONDAY + 100 * MINUTE;
      const slices = await results.day('backend', now);
      expect(slices).toHaveLength(48);
      expect(slices.slice(-4)).toEqual([
        { from: MONDAY, up: 28, degraded: 0, down: 3, unknown: 0 },
        { from: MONDAY + 30 * MINUTE, up: 27, degraded: 0, down: 3, unknown: 0 },
        { from: MONDAY + 60 * MINUTE, up: 27, degraded: 0, down: 3, unknown: 0 },
        { from: MONDAY + 90 * MINUTE, up: 9, degraded: 0, down: 1, unknown: 0 },
      ]);
      now = MONDAY + 24 * HOUR;
      expect((await results.day('backend', now))[0]).toMatchObject({ from: MONDAY + 30 * MINUTE, up: 27, down: 3 });
    });

    it('is asked for once a minute', async () => {
      const { results } = await open();
      for (let i = 0; i < 3; i++) {
        await Promise.all([results.latencies('backend', 60), results.day('backend', now), results.day('backend', now)]);
        now += 20 * SECOND - 1;
      }
      expect(peer.asked).toHaveLength(2);
      now += MINUTE;
      await results.day('backend', now);
      expect(peer.asked).toHaveLength(3);
    });

    it('is empty where CloudWatch cannot be read, and says so: the page shows what else there is', async () => {
      const { results } = await open();
      peer.befalls = () => ({ error: 'AccessDeniedException', status: 403 });
      expect(await results.latencies('backend', 60)).toEqual([]);
      expect((await results.day('backend', now)).every(({ up, down }) => up + down === 0)).toBe(true);
      expect(errors.map(String)).toEqual(
        Array(2).fill(
          'CallError: metrics cannot be read in eu-central-1: AWS does not allow it: the role or user lacks the permission',
        ),
      );
    });

    it.each([
      { error: 'ThrottlingException' },
      { lost: 'connection' },
      { lost: 'silence' },
      { lost: 'server error' },
    ] as const)('is asked for again: %j', async (befalls) => {
      const { results, record } = await open();
      await record(minute(0));
      now = MONDAY + MINUTE;
      peer.calm();
      peer.befalls = (_, nth) => (nth === 1 ? befalls : undefined);
      expect(await results.latencies('backend', 5)).toHaveLength(1);
      expect(errors).toEqual([]);
    });

    it('has no pictures', async () => {
      const { results } = await open();
      expect([await results.screenshots(), await results.screenshot()]).toEqual([[], null]);
    });
  });
});
