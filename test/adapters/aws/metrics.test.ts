import { afterEach, describe, expect, it } from '@jest/globals';
import { MetricWriter } from '../../../src/adapters/aws/metric-writer.ts';
import { MetricResults } from '../../../src/adapters/aws/metrics.ts';
import type { LookLine } from '../../../src/core/check/look-line.ts';
import type { Detail } from '../../../src/core/installation.ts';
import type { Datum } from '../../../src/core/metrics.ts';
import { SECOND } from '../../../src/core/time/instant.ts';
import { awsPeer, callError } from '../../support/aws-peer.ts';
import { CloudWatchPeer } from '../../support/peers/cloudwatch.ts';
import { MONDAY } from '../../support/plan.ts';
import { someResult } from '../../support/store-samples.ts';

const cloudwatch = new CloudWatchPeer();

describe('metrics in CloudWatch', () => {
  const peer = awsPeer(cloudwatch.answers);
  const opened: MetricWriter[] = [];
  const open = (patience?: { call: number; attempt: number }) => {
    const writer = new MetricWriter({ region: 'eu-central-1', ...peer.access, ...(patience && { patience }) });
    opened.push(writer);
    return writer;
  };
  afterEach(() => {
    cloudwatch.forget();
    for (const each of opened.splice(0)) each.close();
  });
  const lines: LookLine[] = [];
  const errors: unknown[] = [];
  const sink = (detail: Detail = 'lean', writer = open()) => {
    lines.length = 0;
    errors.length = 0;
    const onError = (where: string, error: unknown) => errors.push([where, error]);
    return new MetricResults({ writer, detail, log: (line) => lines.push(line), onError });
  };

  it('are put into the home region, one request a batch, and a line a look is logged', async () => {
    await sink().record([
      someResult({ phases: { total: 20 } }),
      someResult({ monitor: 'frontend', location: 'eu-west-1', verdict: 'down', code: 'status', phases: { total: 9 } }),
      someResult({ monitor: 'api', verdict: 'degraded', code: 'slow', phases: { total: 4_000 } }),
    ]);
    expect(peer.asked.map(({ service, region }) => [service, region])).toEqual([['monitoring', 'eu-central-1']]);
    expect(cloudwatch.values()).toEqual({
      'Tocsin Looks Location=here': [1, 1],
      'Tocsin Looks Location=eu-west-1': [1],
      'Tocsin Failed Monitor=backend': [0],
      'Tocsin Duration Monitor=backend': [20],
      'Tocsin Failed Monitor=frontend': [1],
      'Tocsin Failed Monitor=api': [0],
      'Tocsin Duration Monitor=api': [4_000],
    });
    expect(lines.map(({ monitor, region, verdict }) => [monitor, region, verdict])).toEqual([
      ['backend', 'here', 'up'],
      ['frontend', 'eu-west-1', 'down'],
      ['api', 'here', 'degraded'],
    ]);
  });

  it('say of each location what it sees, besides, where they are rich', async () => {
    await sink('rich').record([someResult(), someResult({ location: 'eu-west-1', verdict: 'down', code: 'status' })]);
    expect(cloudwatch.values()).toEqual({
      'Tocsin Looks Location=here': [1],
      'Tocsin Looks Location=eu-west-1': [1],
      'Tocsin Failed Monitor=backend': [0, 1],
      'Tocsin Failed Location=here Monitor=backend': [0],
      'Tocsin Failed Location=eu-west-1 Monitor=backend': [1],
      'Tocsin Duration Monitor=backend': [12.5],
      'Tocsin Duration Location=here Monitor=backend': [12.5],
    });
  });

  it('say nothing of what is unknown, and no duration of a cold look (rule 7, W8)', async () => {
    await sink().record([someResult({ verdict: 'unknown', code: 'unknown' }), someResult({ cold: true })]);
    expect(cloudwatch.values()).toEqual({
      'Tocsin Looks Location=here': [1, 1],
      'Tocsin Failed Monitor=backend': [0],
    });
  });

  it('are not asked for where there is nothing to say', async () => {
    await sink().record([]);
    await open().put([]);
    expect([peer.asked.length, lines]).toEqual([0, []]);
  });

  it('keep every value of a minute, each with how often it came', async () => {
    const duration = (value: number, at = MONDAY): Datum => ({
      metric: 'duration',
      about: { Monitor: 'a' },
      value,
      at,
    });
    await open().put([duration(1), duration(2), duration(1, MONDAY + 59 * SECOND), duration(1, MONDAY + 60 * SECOND)]);
    expect(peer.asked[0]!.input.MetricData).toEqual([
      {
        MetricName: 'Duration',
        Dimensions: [{ Name: 'Monitor', Value: 'a' }],
        Timestamp: MONDAY / 1_000,
        Unit: 'Milliseconds',
        Values: [1, 2],
        Counts: [2, 1],
      },
      expect.objectContaining({ Timestamp: MONDAY / 1_000 + 60, Values: [1], Counts: [1] }),
    ]);
  });

  it('come in as few requests as CloudWatch takes, whatever there is', async () => {
    const monitors = Array.from({ length: 2_400 }, (_, i) => `m${i}`);
    await open({ call: 10_000, attempt: 9_000 }).put(
      monitors.map((Monitor, value) => ({ metric: 'failed', about: { Monitor }, value, at: MONDAY })),
    );
    await open({ call: 10_000, attempt: 9_000 }).put(
      monitors.map((_, value) => ({ metric: 'duration', about: { Monitor: 'one' }, value, at: MONDAY })),
    );
    expect(peer.asked.map(({ input }) => input.MetricData.length)).toEqual([1_000, 1_000, 400, 16]);
    expect(peer.encodings).toEqual(['gzip', 'gzip', 'gzip', 'gzip']);
    expect(cloudwatch.values()['Tocsin Duration Monitor=one']).toHaveLength(2_400);
  });

  it('are not written twice where they may have been written', async () => {
    for (const lost of ['connection', 'server error', 'silence'] as const) {
      peer.calm();
      cloudwatch.forget();
      peer.befalls = () => ({ lost });
      await sink('lean', open({ call: 800, attempt: 400 })).record([someResult()]);
      expect(cloudwatch.values()['Tocsin Looks Location=here']).toEqual([1]);
      expect([peer.asked.length, errors.length]).toEqual([1, 1]);
    }
  });

  it('are written again where they surely were not', async () => {
    peer.befalls = (_, nth) => (nth < 3 ? { error: 'ThrottlingException' } : undefined);
    await sink().record([someResult()]);
    expect([peer.asked.length, errors]).toEqual([3, []]);
    expect(cloudwatch.values()['Tocsin Looks Location=here']).toEqual([1]);
  });

  it('cost no round where CloudWatch does not take them; the log has them', async () => {
    peer.befalls = () => ({ error: 'AccessDeniedException', status: 403 });
    await sink().record([someResult()]);
    expect(lines).toHaveLength(1);
    expect(errors).toEqual([
      [
        'metrics',
        expect.objectContaining({
          message:
            'metrics cannot be written in eu-central-1: AWS does not allow it: the role or user lacks the permission',
        }),
      ],
    ]);
    const error = await callError(open().put([{ metric: 'looks', about: { Location: 'a' }, value: 1, at: MONDAY }]));
    expect(error.temporary).toBe(false);
  });

  it('keep nobody waiting where nothing answers', async () => {
    peer.befalls = () => ({ lost: 'silence' });
    const began = performance.now();
    await sink().record([someResult()]);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(errors).toHaveLength(1);
  });
});
