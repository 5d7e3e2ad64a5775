import { expect, it } from '@jest/globals';
import type { Verdict } from '../../src/core/check/check.ts';
import type { MonitorPlan, Plan } from '../../src/core/plan.ts';
import type { ProberMemory } from '../../src/core/ports.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from './plan.ts';
import { someResult } from './store-samples.ts';

const plan = shop();
const backend = (more: Partial<MonitorPlan>): Plan => withMonitor(plan, 'backend', more);

export function proberMemoryContract(open: () => Promise<ProberMemory>): void {
  it('drops duplicates and older slots (T3)', async () => {
    const memory = await open();
    const down = someResult({ slot: 5, verdict: 'down' });
    expect(await memory.record(down, plan)).toEqual({ is: 'new', weighed: { result: down, bad: 1 } });
    expect(await memory.record(down, plan)).toEqual({ is: 'stale' });
    expect(await memory.record({ ...down, slot: 4 }, plan)).toEqual({ is: 'stale' });
    expect(await memory.weigh({ ...down, slot: 6 }, plan)).toEqual({ result: { ...down, slot: 6 }, bad: 1 });
  });

  it('knows every monitor and location by itself, also one that is not in the plan', async () => {
    const memory = await open();
    await memory.record(someResult({ slot: 5, verdict: 'down' }), plan);
    for (const other of [{ location: 'there' }, { monitor: 'frontend' }, { monitor: 'unheard of' }])
      expect(await memory.record(someResult({ slot: 5, ...other }), plan)).toMatchObject({
        is: 'new',
        weighed: { bad: 0 },
      });
    expect((await memory.weigh(someResult({ location: 'elsewhere' }), plan)).bad).toBe(0);
  });

  it('counts the bad of the last 15 checks, or as many as `flaky` says; a second opinion is not counted (I1, I3, I6)', async () => {
    const memory = await open();
    const at = (slot: number, verdict: Verdict) => memory.record(someResult({ slot, verdict }), plan);
    const bad = async (asked = plan) => (await memory.weigh(someResult({ verdict: 'down' }), asked)).bad;
    await at(1, 'down');
    expect(await at(2, 'degraded')).toMatchObject({ is: 'new', weighed: { bad: 2 } });
    for (let slot = 3; slot <= 15; slot++) await at(slot, 'up');
    expect([await bad(), await bad()]).toEqual([2, 2]);
    expect(await bad(backend({ flaky: { bad: 1, of: 14 } }))).toBe(1);
    expect(await at(16, 'up')).toMatchObject({ weighed: { bad: 1 } });
    for (let slot = 17; slot <= 40; slot++) await at(slot, 'down');
    expect(await bad()).toBe(15);
  });

  it('unknown checks make nothing better and nothing worse (rule 7)', async () => {
    const memory = await open();
    const asked = backend({ slo: 99.9 });
    const at = (slot: number, verdict: Verdict) => memory.record(someResult({ slot, verdict }), asked);
    for (let slot = 1; slot <= 3; slot++) await at(slot, 'down');
    await at(4, 'up');
    const { burn } = await memory.weigh(someResult({ slot: 4 }), asked);
    expect(burn).toMatchObject({ failed: 3, of: 4 });
    for (let slot = 5; slot <= 40; slot++)
      expect(await at(slot, 'unknown')).toMatchObject({ is: 'new', weighed: { bad: 3, burn } });
    expect(await at(40, 'unknown')).toEqual({ is: 'stale' });
  });

  it('says how fast the budget burns, and only where there is one (I6)', async () => {
    const memory = await open();
    const at = (n: number, monitor: string) =>
      memory.record(someResult({ slot: MONDAY + n * MINUTE, verdict: 'down', monitor }), backend({ slo: 99.9 }));
    for (const n of [0, 1]) expect(await at(n, 'backend')).not.toHaveProperty('weighed.burn');
    expect(await at(2, 'backend')).toHaveProperty('weighed.burn.failed', 3);
    for (const n of [0, 1, 2]) expect(await at(n, 'frontend')).not.toHaveProperty('weighed.burn');
  });

  it('judges what is up by what is usual at this hour, second opinions too (I6)', async () => {
    const memory = await open();
    const asked = backend({ interval: 5 * MINUTE, baseline: { times: 3, days: 7 } });
    const takes = (slot: number, total: number) => someResult({ slot, phases: { total } });
    for (let day = 3; day > 0; day--) {
      for (let slot = MONDAY - day * DAY; slot < MONDAY - day * DAY + HOUR; slot += 5 * MINUTE)
        expect(await memory.record(takes(slot, 700), asked)).toMatchObject({ is: 'new', weighed: { bad: 0 } });
    }
    expect((await memory.weigh(takes(MONDAY, 2_000), asked)).result.verdict).toBe('up');
    expect((await memory.weigh(takes(MONDAY, 2_400), asked)).result).toMatchObject({
      verdict: 'degraded',
      code: 'slow',
    });
    expect((await memory.weigh(takes(MONDAY, 2_400), plan)).result.verdict).toBe('up');
    expect(await memory.record(takes(MONDAY, 2_400), asked)).toMatchObject({
      weighed: { result: { code: 'slow' }, bad: 1 },
    });
  });
}
