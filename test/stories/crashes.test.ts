import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/core/time/instant.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import type { Fault, FaultPlan } from '../../src/simulation/faults.ts';
import { MONDAY, shop, withMonitor } from '../support/plan.ts';

const plan = withMonitor(shop(), 'backend', { severity: 'P1' });

/** A whole incident: fails, is paged, escalated, acknowledged, recovers; with something befalling one port call. */
async function incident(faults: FaultPlan) {
  const s = new Simulation({ plan, start: MONDAY });
  s.faults.use(faults);
  await s.run(MINUTE);
  s.world.breaks('backend');
  await s.run(9 * MINUTE);
  for (let tries = 0; tries < 3; tries++) {
    const answered = await s
      .answer({ action: 'acknowledge', incident: 'shop-1', by: 'lead-developer', via: 'console' })
      .catch(() => undefined);
    if (answered) break;
  }
  await s.run(4 * MINUTE);
  s.world.mends();
  await s.run(12 * MINUTE);
  return s;
}

/** Reads have no "after": nothing happened that could be lost. */
const READS = /\.(head|heads|rows|current|get|read|bad|look|control)$/;
const reaches: Readonly<Record<Fault, (call: string) => boolean>> = {
  'crash before': () => true,
  'crash after': (call) => !READS.test(call),
  'error before': () => true,
  'error after': (call) => !READS.test(call),
  conflict: (call) => call.endsWith('.write'),
};

describe('something befalls any one port call of a whole incident (rule 5)', () => {
  it.each<Fault>(['crash before', 'crash after', 'error before', 'error after', 'conflict'])(
    '%s: no page is lost, repeats are marked, everyone is told, it closes',
    async (fault) => {
      const calls: string[] = [];
      await incident(({ port, method }) => {
        calls.push(`${port}.${method}`);
        return undefined;
      });
      const targets = calls.flatMap((call, i) => (reaches[fault](call) ? [{ call, nth: i + 1 }] : []));
      expect(targets.length).toBeGreaterThan(20);
      for (const { call, nth } of targets) {
        const where = `${fault} ${call}, call ${nth}`;
        const s = await incident((c) => (c.nth === nth ? fault : undefined));
        expect([where, (await s.head('shop')).phase]).toEqual([where, 'closed']);
        const pages = s.sent('page').map((r) => r.message);
        expect([where, [...new Set(pages.map((m) => m.person))].sort()]).toEqual([
          where,
          ['devops-1', 'lead-developer'],
        ]);
        const unmarked = pages.filter(
          (m, i) => pages.slice(0, i).some((other) => other.person === m.person) && !m.repeat,
        );
        expect([where, unmarked]).toEqual([where, []]);
        expect([where, pages.length <= 3]).toEqual([where, true]);
        const resolved = new Set(s.sent('resolved').map((r) => r.message.person));
        expect([where, [...resolved].sort()]).toEqual([where, ['devops-1', 'lead-developer']]);
      }
    },
    60_000,
  );
});
