import { describe, expect, it } from '@jest/globals';
import { type Memory, remember, weigh } from '../../../src/core/check/memory.ts';
import type { MonitorPlan } from '../../../src/core/plan.ts';
import { DAY, MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { someResult } from '../../support/store-samples.ts';

const asks = (more: Partial<MonitorPlan> = {}) => withMonitor(shop(), 'backend', { interval: 5 * MINUTE, ...more });
const baseline = { times: 3, days: 7 };

/** The memory after checks every five minutes that took so long. */
function having(known: Memory | undefined, from: number, days: number, ms: number, plan = asks({ baseline })) {
  let memory = known;
  for (let slot = from; slot < from + days * DAY; slot += 5 * MINUTE)
    memory = remember(memory, someResult({ slot, phases: { total: ms } }), plan)?.memory;
  return memory!;
}

describe("the prober's memory", () => {
  it('keeps only what the plan asks for, and drops it when the plan does no longer', () => {
    const result = (slot: number) => someResult({ slot: MONDAY + slot });
    const whole = remember(undefined, result(0), asks({ slo: 99.9, baseline }))!.memory;
    expect(Object.keys(JSON.parse(JSON.stringify(whole))).sort()).toEqual(['bad', 'pace', 'slot', 'spending']);
    expect(remember(whole, result(1), asks())!.memory).toEqual({ slot: MONDAY + 1, bad: [false, false] });
  });

  it('a plain monitor fits into 200 bytes, one with an error budget into 2 KB', () => {
    let [plain, promised]: (Memory | undefined)[] = [];
    for (let n = 0; n < 7 * 3_600; n++) {
      const result = someResult({ slot: MONDAY + n * 1_000, verdict: 'down' });
      plain = remember(plain, result, asks({ interval: 1_000 }))!.memory;
      promised = remember(promised, result, asks({ interval: 1_000, slo: 99.9 }))!.memory;
    }
    expect(JSON.stringify(plain).length).toBeLessThan(200);
    expect(JSON.stringify(promised).length).toBeLessThan(2_000);
  });

  it('learns from what is good and warm only: neither a slow day nor a cold start becomes usual (I6, W8)', () => {
    const known = having(undefined, MONDAY - 7 * DAY, 7, 700);
    const slowDay = having(known, MONDAY, 1, 7_000);
    expect(slowDay.pace).toBeUndefined();
    const cold = remember(known, { ...someResult({ phases: { total: 9_000 } }), cold: true }, asks({ baseline }))!;
    expect([cold.weighed.result.verdict, cold.memory.pace]).toEqual(['up', undefined]);
  });

  it('what is slow for ever is the norm once too few fast days are left (I6)', () => {
    const fast = having(undefined, MONDAY - 7 * DAY, 7, 700);
    const look = (slot: number) => someResult({ slot, phases: { total: 7_000 } });
    const verdictAfter = (memory: Memory, days: number) =>
      weigh(memory, look(MONDAY + days * DAY + 30 * MINUTE), asks({ baseline })).result.verdict;
    const slow = having(fast, MONDAY, 9, 7_000);
    expect([0, 1, 4].map((days) => verdictAfter(fast, days))).toEqual(['degraded', 'degraded', 'degraded']);
    expect(verdictAfter(slow, 9)).toBe('up');
    expect(
      weigh(slow, { ...look(MONDAY + 9 * DAY), phases: { total: 30_000 } }, asks({ baseline })).result.verdict,
    ).toBe('degraded');
  });
});
