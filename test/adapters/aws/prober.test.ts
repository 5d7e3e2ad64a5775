import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { proxiedDynamo } from '../../support/proxied-dynamo.ts';
import { someResult } from '../../support/store-samples.ts';

describe("the prober's memory in DynamoDB", () => {
  const { dynamo, proxy } = proxiedDynamo();
  /** Probers are Lambdas: one is gone, another begins, two are there at once. */
  const probers = async (count: number) => {
    const name = await dynamo.table();
    const memories = [];
    for (let i = 0; i < count; i++) memories.push((await dynamo.open({ name, endpoint: proxy().url })).memory);
    return { name, memories };
  };
  const plan = shop();
  const down = (slot: number) => someResult({ slot, verdict: 'down' });

  it('counts what other probers saw meanwhile (I6)', async () => {
    const { memories } = await probers(2);
    const [one, other] = memories as [(typeof memories)[0], (typeof memories)[0]];
    expect(await one.record(down(1), plan)).toMatchObject({ weighed: { bad: 1 } });
    expect(await other.record(down(2), plan)).toMatchObject({ weighed: { bad: 2 } });
    expect(await one.record(down(3), plan)).toMatchObject({ weighed: { bad: 3 } });
    expect(await other.record(down(3), plan)).toEqual({ is: 'stale' });
    expect(await other.weigh(down(4), plan)).toMatchObject({ bad: 3 });
  });

  it('takes a slot that is delivered to several at once from exactly one (T3)', async () => {
    const { memories } = await probers(4);
    for (const slot of [1, 2, 3]) {
      const answers = await Promise.all(memories.map((memory) => memory.record(down(slot), plan)));
      expect(answers.filter(({ is }) => is === 'new')).toEqual([
        { is: 'new', weighed: { result: down(slot), bad: slot } },
      ]);
    }
  });

  it('reads once, then writes alone: a request per check', async () => {
    const { memories } = await probers(1);
    for (const slot of [1, 2, 3]) await memories[0]!.record(down(slot), plan);
    expect(proxy().operations()).toEqual(['GetItem', 'PutItem', 'PutItem', 'PutItem']);
  });

  it('rather fails than takes a slot for stale whose write was done and whose answer was lost; the next one is right', async () => {
    const { memories } = await probers(1);
    await memories[0]!.record(down(1), plan);
    proxy().befalls = ({ operation }) => (operation === 'PutItem' ? { lost: 'connection' } : undefined);
    await expect(memories[0]!.record(down(2), plan)).rejects.toThrow('cannot be used');
    proxy().calm();
    expect(await memories[0]!.record(down(3), plan)).toMatchObject({ is: 'new', weighed: { bad: 3 } });
  });

  it('keeps what is usual over a new start, in one record that is written once an hour (I6)', async () => {
    const { name, memories } = await probers(2);
    const asked = withMonitor(plan, 'backend', { interval: 5 * MINUTE, baseline: { times: 3, days: 7 }, slo: 99.9 });
    for (let day = 4; day > 0; day--)
      for (let slot = MONDAY - day * DAY; slot < MONDAY - day * DAY + 2 * HOUR; slot += 5 * MINUTE)
        await memories[0]!.record(someResult({ slot }), asked);
    const pasts = async () => (await dynamo.items(name)).filter(({ sk }) => sk?.S?.startsWith('past#')).length;
    expect(await pasts()).toBe(1);
    // A ring per slot; past days at the end of each of 8 hours but the last, which is under way.
    expect(
      proxy()
        .operations()
        .filter((operation) => operation === 'PutItem'),
    ).toHaveLength(4 * 24 + 7);
    const look = someResult({ phases: { total: 9_000 } });
    const before = await memories[0]!.weigh(look, asked);
    expect(before).toMatchObject({ result: { code: 'slow' } });
    expect(await memories[1]!.weigh(look, asked)).toEqual(before);
    // A plan that asks for it no longer drops it.
    await memories[1]!.record(someResult(), plan);
    expect(await pasts()).toBe(0);
    const later = someResult({ slot: MONDAY + MINUTE, phases: { total: 9_000 } });
    expect((await memories[0]!.weigh(later, asked)).result.verdict).toBe('up');
  });

  it('finds what is usual also when another prober replaces it at that very moment', async () => {
    const { memories } = await probers(2);
    const asked = withMonitor(plan, 'backend', { interval: 5 * MINUTE, baseline: { times: 3, days: 7 } });
    for (let day = 4; day > 0; day--)
      for (let slot = MONDAY - day * DAY; slot < MONDAY - day * DAY + HOUR; slot += 5 * MINUTE)
        await memories[0]!.record(someResult({ slot }), asked);
    let replaced = false;
    proxy().befalls = async ({ operation, input }) => {
      if (replaced || operation !== 'GetItem' || !input.Key?.sk?.S?.startsWith('past#')) return undefined;
      replaced = true;
      await memories[0]!.record(someResult(), asked);
      return undefined;
    };
    const look = someResult({ slot: MONDAY + MINUTE, phases: { total: 9_000 } });
    expect((await memories[1]!.weigh(look, asked)).result.code).toBe('slow');
    expect(replaced).toBe(true);
  });

  it('goes on without past days that are lost', async () => {
    const { name, memories } = await probers(1);
    const ring = JSON.stringify({ slot: 5, bad: [true, true], pastOf: 4 });
    const key = { pk: { S: 'monitor#backend' }, sk: { S: 'ring#here' } };
    await dynamo.put(name, { ...key, version: { N: '7' }, record: { S: ring } });
    expect(await memories[0]!.record(down(6), plan)).toMatchObject({ is: 'new', weighed: { bad: 3 } });
  });
});
