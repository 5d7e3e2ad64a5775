import { describe, expect, it } from '@jest/globals';
import { watchedIncidents } from '../../../src/adapters/aws/incident-metrics.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import type { Answer } from '../../../src/core/incident/answer.ts';
import { type Datum, METRICS, type Metric } from '../../../src/core/metrics.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';

const critical = withMonitor(shop(), 'backend', { severity: 'P1' });
const by = (name: string, action: 'acknowledge' | 'escalate' = 'acknowledge'): Answer =>
  ({ action, incident: 'shop-1', by: name, via: 'console' }) as Answer;

/** A simulation, and all that its incidents tell CloudWatch. */
async function watched(plan: Plan = critical) {
  const data: Datum[] = [];
  const stores = memoryStores();
  const { incidents } = watchedIncidents(
    stores.incidents,
    async (some) => void data.push(...some),
    (_, error) => {
      throw error;
    },
  );
  const s = new Simulation({ plan, start: MONDAY, stores: { ...stores, incidents } as never });
  await s.run(MINUTE);
  const values = (metric: Metric) => data.filter((each) => each.metric === metric).map(({ value }) => value);
  const abouts = (metric: Metric) => data.filter((each) => each.metric === metric).map(({ about }) => about);
  return { s, data, values, abouts };
}

describe('what an incident tells CloudWatch', () => {
  it('that it opened, and how long it took to detect, page, acknowledge and recover: once each', async () => {
    const { s, data, values, abouts } = await watched();
    s.world.breaks('backend');
    await s.run(90 * SECOND);
    const opened = (await s.head('shop')).openedAt!;
    expect(abouts('incidents')).toEqual([{ Severity: 'P1' }]);
    expect(values('timeToDetect')).toEqual([opened - (await s.head('shop')).suspectedAt]);
    const [page] = s.sent('page');
    expect(values('timeToPage')).toHaveLength(1);
    expect(values('timeToPage')[0]).toBeGreaterThanOrEqual(page!.at - opened);
    expect(values('timeToPage')[0]).toBeLessThan(page!.at - opened + SECOND);
    expect(abouts('pages')).toEqual([{ Channel: 'phone', Outcome: 'accepted' }]);
    await s.answer(by('devops-1'));
    const answered = s.clock.now();
    await s.answer(by('lead-developer'));
    await s.run(5 * MINUTE);
    expect(values('timeToAcknowledge')).toEqual([answered - opened]);
    expect(values('timeToRecover')).toEqual([]);
    s.world.mends();
    await s.run(10 * MINUTE);
    const { recoveredAt, phase } = await s.head('shop');
    expect([phase, values('timeToRecover')]).toEqual(['closed', [recoveredAt! - opened]]);
    for (const metric of ['incidents', 'timeToDetect', 'timeToPage', 'timeToAcknowledge'] as const)
      expect([metric, values(metric).length]).toEqual([metric, 1]);
    for (const { metric, about } of data) expect(Object.keys(about)).toEqual(METRICS[metric].by);
    for (const { at } of data) expect(at).toBeGreaterThanOrEqual(MONDAY);
  });

  it('nothing of a blip (I1)', async () => {
    const { s, data } = await watched();
    s.world.breaks('backend');
    while (!(await s.stores.incidents.head('shop'))) await s.run(100);
    s.world.mends();
    await s.run(10 * MINUTE);
    expect([(await s.head('shop')).phase, data]).toEqual(['dismissed', []]);
  });

  it('what became of every page, by channel; the first accepted one ends the time to page (E5)', async () => {
    const { s, abouts, values } = await watched();
    s.world.channel('phone', () => ({ is: 'permanent', why: 'no such number' }));
    s.world.breaks('backend');
    await s.run(90 * SECOND);
    const outcomes = abouts('pages').map(({ Channel, Outcome }) => `${Channel} ${Outcome}`);
    expect(outcomes).toEqual(['phone permanent', 'sms accepted']);
    expect(values('timeToPage')).toHaveLength(1);
    await s.run(10 * MINUTE);
    expect(abouts('pages').length).toBeGreaterThan(2);
    expect(values('timeToPage')).toHaveLength(1);
  });

  it('that an accepted page did not reach its person (E5)', async () => {
    const { s, abouts } = await watched();
    s.world.breaks('backend');
    await s.run(90 * SECOND);
    const [page] = s.sent('page');
    const key = page!.message.key.slice('shop-1 '.length);
    await s.unreached({ incident: 'shop-1', generation: 1, key, channel: 'phone', why: 'voicemail' });
    expect(abouts('pages').slice(0, 2)).toEqual([
      { Channel: 'phone', Outcome: 'accepted' },
      { Channel: 'phone', Outcome: 'unreached' },
    ]);
  });

  it('each acknowledgement, counted from when paging began anew (A4)', async () => {
    const { s, values } = await watched();
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer(by('devops-1'));
    // It expires after half an hour, and paging goes on.
    await s.run(34 * MINUTE);
    await s.answer(by('devops-1'));
    expect(values('timeToAcknowledge')).toHaveLength(2);
    expect(values('timeToAcknowledge')[1]).toBeLessThan(10 * MINUTE);
  });

  it('counts one that opens again, which nobody had to detect (C3)', async () => {
    const { s, values } = await watched();
    for (const _ of [1, 2]) {
      s.world.breaks('backend');
      await s.run(3 * MINUTE);
      s.world.mends();
      await s.run(6 * MINUTE);
    }
    expect((await s.head('shop')).generation).toBe(2);
    expect(values('incidents')).toEqual([1, 1]);
    expect(values('timeToDetect')).toHaveLength(1);
    expect(values('timeToPage')).toHaveLength(2);
    expect(values('timeToRecover')).toHaveLength(2);
  });

  it('no detection of what people reported (I7)', async () => {
    const { s, values } = await watched();
    await s.report({ key: 'a', title: 'checkout is broken', severity: 'P1', by: 'ada', source: 'console' });
    await s.run(MINUTE);
    expect([values('incidents'), values('timeToDetect'), values('timeToPage').length]).toEqual([[1], [], 1]);
  });

  it('of a drill only its pages: it is no incident', async () => {
    const { s, data } = await watched();
    await s.drill({ who: 'lead-developer', severity: 'P1', by: 'devops-2' });
    await s.run(HOUR);
    expect(new Set(data.map(({ metric }) => metric))).toEqual(new Set(['pages']));
  });
});
