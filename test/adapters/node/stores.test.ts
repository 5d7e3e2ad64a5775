import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { RESULTS_SCHEMA } from '../../../src/adapters/node/schema.ts';
import { DAY, MINUTE } from '../../../src/core/time/instant.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { MONDAY, policy, shop, withMonitor } from '../../support/plan.ts';
import { storeContract } from '../../support/store-contract.ts';
import { someDeploy, someIncident, someMessage, someMute, someResult, someRow } from '../../support/store-samples.ts';

describe('stores in SQLite', () => {
  const data = dataDirectory();
  storeContract(data.open);

  it('survive being closed and opened again, all of them', async () => {
    const first = data.open();
    await first.incidents.write(someIncident(), 0);
    await first.incidents.file(someRow(1));
    await first.incidents.archive(someIncident({ id: 'shop-0', phase: 'closed', endedAt: MONDAY }));
    await first.policies.keep(policy());
    await first.mutes.add(someMute());
    await first.ledger.write('ada', { sent: [{ at: MONDAY, incident: 'shop-1' }], waiting: {} }, 0);
    await first.memory.record(someResult({ slot: 7, verdict: 'down' }), shop());
    await first.results.record([someResult()]);
    await first.deploys.record(someDeploy());
    await first.outbox.put(someMessage());
    await first.heartbeats.listen(MONDAY);
    await first.heartbeats.beat('backup', { at: MONDAY, outcome: 'failed' });
    first.close();
    first.close();

    const second = data.open();
    expect(await second.incidents.head('shop')).toEqual(someIncident());
    expect(await second.incidents.rows('shop-1')).toEqual([someRow(1)]);
    expect(await second.incidents.past(5)).toHaveLength(1);
    expect(await second.policies.get('policy-1')).toEqual(policy());
    expect(await second.mutes.current(MONDAY)).toEqual([someMute()]);
    expect(await second.ledger.write('ada', { sent: [], waiting: {} }, 0)).toBe('conflict');
    expect(await second.memory.record(someResult({ slot: 7 }), shop())).toEqual({ is: 'stale' });
    expect((await second.memory.weigh(someResult(), shop())).bad).toBe(1);
    expect(await second.results.latest()).toEqual([someResult()]);
    expect(await second.results.latencies('backend', 5)).toHaveLength(1);
    expect((await second.results.day('backend', MONDAY + MINUTE)).at(-1)?.up).toBe(1);
    expect(await second.deploys.since(MONDAY)).toEqual([someDeploy()]);
    expect(await second.outbox.recent(5)).toEqual([someMessage()]);
    expect(await second.heartbeats.of('backup', MONDAY + MINUTE)).toEqual({
      known: MONDAY,
      listening: MONDAY,
      last: { at: MONDAY, outcome: 'failed' },
    });
  });

  it('take over what a prober remembered before it kept past days (I6)', async () => {
    const db = new DatabaseSync(data.path('results.db'));
    db.exec(RESULTS_SCHEMA.slice(0, 2).join(';'));
    db.exec('PRAGMA application_id = 0x546f6373; PRAGMA user_version = 2');
    const ring = JSON.stringify({ slot: MONDAY - MINUTE, bad: [true, false, true] });
    db.prepare('INSERT INTO rings VALUES (?, ?, ?)').run('backend', 'here', ring);
    db.close();
    const plan = withMonitor(shop(), 'backend', { baseline: { times: 3, days: 7 }, slo: 99.9 });
    const { memory } = data.open();
    expect(await memory.record(someResult({ slot: MONDAY - MINUTE }), plan)).toEqual({ is: 'stale' });
    expect(await memory.record(someResult({ verdict: 'down' }), plan)).toMatchObject({
      is: 'new',
      weighed: { bad: 3 },
    });
  });

  it('keep what is usual, and how fast the budget burns, over a restart (I6)', async () => {
    const plan = withMonitor(shop(), 'backend', { interval: 5 * MINUTE, baseline: { times: 3, days: 7 }, slo: 99.9 });
    const first = data.open();
    for (let slot = MONDAY - 4 * DAY; slot < MONDAY; slot += 5 * MINUTE)
      await first.memory.record(someResult({ slot, verdict: slot < MONDAY - 15 * MINUTE ? 'up' : 'down' }), plan);
    const look = someResult({ phases: { total: 9_000 } });
    const before = await first.memory.weigh(look, plan);
    first.close();
    expect(before).toMatchObject({ result: { code: 'slow' }, burn: { failed: 3 }, bad: 3 });
    const second = data.open();
    expect(await second.memory.weigh(look, plan)).toEqual(before);
    // A plan that asks for it no longer drops it, in the file as well.
    await second.memory.record(someResult(), shop());
    second.close();
    const later = someResult({ slot: MONDAY + MINUTE, phases: { total: 9_000 } });
    expect((await data.open().memory.weigh(later, plan)).result.verdict).toBe('up');
  });

  it('reject when they are used after closing', async () => {
    const closed = data.open();
    closed.close();
    await expect(closed.incidents.head('shop')).rejects.toThrow(/incidents\.db could not be used/);
  });
});
