import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import type { Fault, FaultPlan } from '../../src/simulation/faults.ts';
import { alertmanager, prometheusAlert } from '../support/alerts.ts';
import { MONDAY, shop } from '../support/plan.ts';

const TOKEN = 'token-of-a-tool';
const plan = shop({
  monitors: {},
  inbound: { alertmanager: { token: TOKEN, severity: 'P1', severities: {}, monitorLabel: 'monitor' } },
});

/** An alert that fires, is escalated, and resolves; its sender tries again, as Alertmanager does on 503. */
async function alert(faults: FaultPlan): Promise<Simulation> {
  const s = new Simulation({ plan, start: MONDAY });
  s.faults.use(faults);
  const send = async (more: Record<string, unknown>) => {
    const payload = alertmanager(prometheusAlert({ labels: { alertname: 'Checkout' }, ...more }));
    const input = { source: 'alertmanager', token: TOKEN, body: JSON.stringify(payload) };
    for (let tries = 0; tries < 3; tries++) {
      if (await s.inbound(input).catch(() => undefined)) return;
      await s.run(SECOND);
    }
  };
  await s.run(MINUTE);
  await send({});
  await s.run(9 * MINUTE);
  await send({ status: 'resolved', endsAt: new Date(s.clock.now()).toISOString() });
  await s.run(8 * MINUTE);
  return s;
}

/** Reads have no "after": nothing happened that could be lost. */
const READS = /\.(head|heads|current|get|read)$/;
const reaches: Readonly<Record<Fault, (call: string) => boolean>> = {
  'crash before': () => true,
  'crash after': (call) => !READS.test(call),
  'error before': () => true,
  'error after': (call) => !READS.test(call),
  conflict: (call) => call.endsWith('.write'),
};

describe('something befalls any one port call of an alert (rule 5, I7)', () => {
  it.each<Fault>(['crash before', 'crash after', 'error before', 'error after', 'conflict'])(
    '%s: it is one incident, no page is lost, repeats are marked, everyone is told, it closes',
    async (fault) => {
      const calls: string[] = [];
      await alert(({ port, method }) => {
        calls.push(`${port}.${method}`);
        return undefined;
      });
      const targets = calls.flatMap((call, i) => (reaches[fault](call) ? [{ call, nth: i + 1 }] : []));
      expect(targets.length).toBeGreaterThan(10);
      for (const { call, nth } of targets) {
        const where = `${fault} ${call}, call ${nth}`;
        const s = await alert((c) => (c.nth === nth ? fault : undefined));
        const heads = await s.stores.incidents.heads();
        expect([where, heads.map(({ id, phase }) => `${id} ${phase}`)]).toEqual([where, ['alert-checkout-1 closed']]);
        const pages = s.sent('page').map(({ message }) => message);
        const unmarked = pages.filter((m, i) => pages.slice(0, i).some((p) => p.person === m.person) && !m.repeat);
        expect([where, unmarked]).toEqual([where, []]);
        for (const messages of [pages, s.sent('resolved').map(({ message }) => message)])
          expect([where, [...new Set(messages.map(({ person }) => person))].sort()]).toEqual([
            where,
            ['devops-1', 'lead-developer'],
          ]);
      }
    },
    60_000,
  );
});
