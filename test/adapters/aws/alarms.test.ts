import { describe, expect, it } from '@jest/globals';
import { Alarms } from '../../../src/adapters/aws/alarms.ts';
import { awsPeer, callError, HURRIED } from '../../support/aws-peer.ts';
import { MONDAY } from '../../support/plan.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly StateValue: string;
  readonly StateUpdatedTimestamp: number;
  readonly StateTransitionedTimestamp?: number;
  readonly AlarmDescription?: string;
}

describe('alarms of CloudWatch', () => {
  let metric: readonly Alarm[] = [];
  let composite: readonly Alarm[] = [];
  const peer = awsPeer({
    DescribeAlarms: ({ AlarmNamePrefix, AlarmTypes, MaxRecords = 50, NextToken = '0' }) => {
      const mine = (alarms: readonly Alarm[]) =>
        alarms.filter(({ AlarmName }) => AlarmName.startsWith(AlarmNamePrefix));
      const all = AlarmTypes.includes('MetricAlarm') ? mine(metric) : [];
      const [from, to] = [Number(NextToken), Number(NextToken) + MaxRecords];
      return {
        MetricAlarms: all.slice(from, to),
        CompositeAlarms: from === 0 && AlarmTypes.includes('CompositeAlarm') ? mine(composite) : [],
        ...(to < all.length && { NextToken: String(to) }),
      };
    },
  });
  const read = async (patience: { call: number; attempt: number } = HURRIED) => {
    const alarms = new Alarms({
      installation: { prefix: 'tocsin-shop' },
      region: 'eu-central-1',
      patience,
      ...peer.access,
    });
    try {
      return await alarms.read();
    } finally {
      alarms.close();
    }
  };
  const alarm = (AlarmName: string, more: Partial<Alarm> = {}): Alarm => ({
    AlarmName,
    StateValue: 'OK',
    StateUpdatedTimestamp: MONDAY / 1_000 + 9,
    StateTransitionedTimestamp: MONDAY / 1_000,
    ...more,
  });

  it("are this installation's, with their state, since when, and what they mean", async () => {
    metric = [
      alarm('tocsin-shop-failed-backend', { StateValue: 'ALARM', AlarmDescription: 'The backend fails.' }),
      alarm('tocsin-shop-silent-backend', { StateValue: 'INSUFFICIENT_DATA' }),
      alarm('tocsin-shopping-failed-backend'),
    ];
    composite = [{ AlarmName: 'tocsin-shop-all', StateValue: 'OK', StateUpdatedTimestamp: MONDAY / 1_000 + 1 }];
    expect(await read()).toEqual([
      { name: 'tocsin-shop-failed-backend', value: 'ALARM', since: MONDAY, description: 'The backend fails.' },
      { name: 'tocsin-shop-silent-backend', value: 'INSUFFICIENT_DATA', since: MONDAY },
      { name: 'tocsin-shop-all', value: 'OK', since: MONDAY + 1_000 },
    ]);
    expect(peer.asked.map(({ service, region }) => [service, region])).toEqual([['monitoring', 'eu-central-1']]);
  });

  it('are read to the end, however many there are', async () => {
    metric = Array.from({ length: 250 }, (_, i) => alarm(`tocsin-shop-failed-${i}`));
    composite = [];
    expect((await read()).map(({ name }) => name)).toEqual(metric.map(({ AlarmName }) => AlarmName));
    expect(peer.asked).toHaveLength(3);
    metric = [];
    expect(await read()).toEqual([]);
  });

  it.each([
    { error: 'ThrottlingException' },
    { lost: 'connection' },
    { lost: 'silence' },
    { lost: 'server error' },
  ] as const)('are asked for again: %j', async (befalls) => {
    peer.befalls = (_, nth) => (nth === 1 ? befalls : undefined);
    expect(await read()).toEqual([]);
    expect(peer.asked).toHaveLength(2);
  });

  it.each([
    [{ error: 'AccessDeniedException' }, false, 'AWS does not allow it: the role or user lacks the permission'],
    [{ error: 'Throttling' }, true, 'CloudWatch takes no more requests for now'],
    [{ lost: 'silence' }, true, 'CloudWatch does not answer in time'],
  ] as const)('cannot be read, and say why: %j', async (befalls, temporary, why) => {
    peer.befalls = () => befalls;
    const error = await callError(read({ call: 300, attempt: 150 }));
    expect([error.temporary, error.message]).toEqual([temporary, `the alarms in eu-central-1 cannot be read: ${why}`]);
  });
});
