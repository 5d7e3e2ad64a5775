import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../../src/core/time/instant.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { someIncident, someMessage, someResult } from '../../support/store-samples.ts';

const data = dataDirectory();
const PAGES = 60;
const LONG = 'x'.repeat(2_000);

/** Repeats until it is refused; answers how often it went well and the refusal. */
async function untilFull(write: (n: number) => Promise<unknown>) {
  for (let n = 0; n < 2_000; n++) {
    try {
      await write(n);
    } catch (error) {
      return { went: n, error };
    }
  }
  throw new Error('the disk did not fill up');
}

describe('a full disk', () => {
  it('refuses the write with a sentence; what was there is whole, now and later', async () => {
    const full = data.open({ maxPages: PAGES });
    await full.incidents.write(someIncident(), 0);
    const archive = (n: number) =>
      full.incidents.archive(someIncident({ id: `shop-${n}`, endedAt: MONDAY + n, reasons: [LONG] }));
    const { went, error } = await untilFull(archive);
    expect(error).toMatchObject({
      name: 'DataError',
      message: expect.stringMatching(/the disk that holds .*incidents\.db is full: free some space/),
      cause: expect.objectContaining({ errcode: 13 }),
    });
    expect(await full.incidents.head('shop')).toEqual(someIncident());
    expect(await full.incidents.past(5_000)).toHaveLength(went);
    full.close();

    const roomy = data.open();
    expect(await roomy.incidents.past(5_000)).toHaveLength(went);
    await roomy.incidents.archive(someIncident({ id: 'shop-last', endedAt: MONDAY }));
    expect(await roomy.incidents.past(5_000)).toHaveLength(went + 1);
  });

  it('refuses a message whole: the outbox neither grows nor loses', async () => {
    const full = data.open({ maxPages: PAGES });
    const put = (n: number) => full.outbox.put(someMessage({ text: LONG, at: n }));
    const { went } = await untilFull(put);
    expect((await full.outbox.recent(5_000)).map((entry) => entry.at)).toEqual(
      Array.from({ length: went }, (_, i) => went - 1 - i),
    );
  });

  it('does not make the prober believe that it has recorded a slot', async () => {
    const full = data.open({ maxPages: PAGES });
    const look = (n: number) => someResult({ monitor: `m${n}-${LONG}`, verdict: 'down' });
    const { went } = await untilFull((n) => full.memory.record(look(n), shop()));
    await expect(full.memory.record(look(went), shop())).rejects.toThrow(/results\.db is full/);
    expect((await full.memory.weigh(look(went), shop())).bad).toBe(0);
  });

  it('takes a batch of results whole or not at all, and has room again once old ones are pruned', async () => {
    let now = MONDAY;
    const full = data.open({ maxPages: PAGES, now: () => now });
    const batch = (n: number) =>
      full.results.record(Array.from({ length: 50 }, (_, i) => someResult({ startedAt: now + n * 50 + i })));
    const { went } = await untilFull(batch);
    expect(await full.results.latencies('backend', 1_000_000)).toHaveLength(went * 50);
    now += 3 * DAY;
    await batch(0);
    expect((await full.results.latencies('backend', 1_000_000)).at(-1)?.at).toBe(now + 49);
  });
});
