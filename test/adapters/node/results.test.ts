import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { MONDAY } from '../../support/plan.ts';
import { someResult } from '../../support/store-samples.ts';

const data = dataDirectory();
const at = (startedAt: number) => someResult({ startedAt });
const batch = (from: number, length: number) => Array.from({ length }, (_, i) => at(from + i));

/** Rows per table of `results.db`, once it is closed. */
function rows(): Record<'results' | 'slices' | 'latest', number> {
  const db = new DatabaseSync(data.path('results.db'));
  const count = (table: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  const counts = { results: count('results'), slices: count('slices'), latest: count('latest') };
  db.close();
  return counts;
}

describe('results in SQLite', () => {
  it('keep single looks for 48 hours and half hours for 400 days', async () => {
    let now = MONDAY;
    const opened = data.open({ now: () => now });
    await opened.results.record([someResult({ monitor: 'removed' }), at(MONDAY), at(MONDAY + HOUR)]);
    now = MONDAY + 2 * DAY + MINUTE;
    await opened.results.record([at(now)]);
    expect((await opened.results.latencies('backend', 9)).map((look) => look.at)).toEqual([MONDAY + HOUR, now]);
    expect((await opened.results.day('backend', MONDAY + HOUR)).slice(-3).map((slice) => slice.up)).toEqual([1, 0, 1]);
    now = MONDAY + 400 * DAY + 30 * MINUTE;
    await opened.results.record([at(now)]);
    expect((await opened.results.day('backend', MONDAY + HOUR)).slice(-3).map((slice) => slice.up)).toEqual([0, 0, 1]);
    expect((await opened.results.latest()).map((result) => result.monitor)).toEqual(['backend']);
    opened.close();
    expect(rows()).toEqual({ results: 1, slices: 3, latest: 1 });
  });

  it('are pruned once an hour at most', async () => {
    let now = MONDAY;
    const { results } = data.open({ now: () => now });
    const kept = async () => (await results.latencies('backend', 99)).length;
    await results.record([at(now - 2 * DAY + MINUTE)]);
    now = MONDAY + 2 * MINUTE;
    await results.record([at(now)]);
    expect(await kept()).toBe(2);
    now = MONDAY + HOUR;
    await results.record([at(now)]);
    expect(await kept()).toBe(2);
  });

  it('are pruned in chunks that keep a batch short and catch up', async () => {
    let now = MONDAY;
    const { results } = data.open({ now: () => now });
    await results.record(batch(MONDAY, 5_000));
    now = MONDAY + 3 * DAY;
    const kept = [];
    for (let n = 0; n < 6; n++) {
      await results.record([at(now + n)]);
      kept.push((await results.latencies('backend', 9_999)).length);
    }
    expect(kept).toEqual([3_999, 2_998, 1_997, 996, 5, 6]);
  });

  it('take a thousand looks in well under a second', async () => {
    const { results } = data.open();
    const started = performance.now();
    await results.record(batch(MONDAY, 1_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
