import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { MONDAY, policy, shop } from '../../support/plan.ts';
import { storeContract } from '../../support/store-contract.ts';
import { someIncident, someMessage, someMute, someResult, someRow } from '../../support/store-samples.ts';

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
    expect(await second.outbox.recent(5)).toEqual([someMessage()]);
    expect(await second.heartbeats.of('backup', MONDAY + MINUTE)).toEqual({
      known: MONDAY,
      listening: MONDAY,
      last: { at: MONDAY, outcome: 'failed' },
    });
  });

  it('reject when they are used after closing', async () => {
    const closed = data.open();
    closed.close();
    await expect(closed.incidents.head('shop')).rejects.toThrow(/incidents\.db could not be used/);
  });
});
