import { describe, expect, it } from '@jest/globals';
import { MemoryHeartbeats } from '../../src/adapters/memory/heartbeats.ts';
import { agentBeats } from '../../src/core/check/heartbeat.ts';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { heartbeat } from '../../src/probes/heartbeat.ts';
import { MONDAY } from '../support/plan.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

const settings = { every: '24h', grace: '30m', from: { token: 'tok-tok-tok' } };

probeContract({ kind: heartbeat, peers: false, settings: () => settings });

/** A Tocsin that runs from the start and never stops, unless a test says otherwise. */
async function story(more: object = settings) {
  const heartbeats = new MemoryHeartbeats();
  let until = MONDAY;
  const runUntil = async (now: number) => {
    for (; until <= now; until += MINUTE) await heartbeats.listen(until);
  };
  await runUntil(MONDAY);
  const at = async (now: number) => {
    await runUntil(now);
    const finding = await run(heartbeat, more, { now, heartbeats, monitor: 'backup' });
    expectConsistent(finding);
    return finding;
  };
  const stop = (until_: number) => {
    until = until_;
  };
  const beat = (now: number, outcome: 'ok' | 'failed' = 'ok', name = 'backup') =>
    heartbeats.beat(name, { at: now, outcome });
  return { at, beat, stop };
}

describe('heartbeat: a job that has to report', () => {
  it('waits for the first report, and is down when none comes', async () => {
    const { at } = await story();
    expect(await at(MONDAY)).toMatchObject({ verdict: 'up', text: 'waits for its first report' });
    expect(await at(MONDAY + 24 * HOUR + 30 * MINUTE)).toMatchObject({ verdict: 'up' });
    expect(await at(MONDAY + 24 * HOUR + 31 * MINUTE)).toMatchObject({
      verdict: 'down',
      code: 'heartbeat_missed',
      text: 'has never reported, waited for since 24 h 31 min',
    });
  });

  it('is up while reports come, down when one does not, up with the next', async () => {
    const { at, beat } = await story();
    await at(MONDAY);
    await beat(MONDAY + HOUR);
    expect(await at(MONDAY + 4 * HOUR)).toMatchObject({ verdict: 'up', text: 'reported 3 h ago' });
    expect(await at(MONDAY + 26 * HOUR)).toMatchObject({
      verdict: 'down',
      code: 'heartbeat_missed',
      text: 'last reported 25 h ago, but should every 24 h',
      observed: { 'last-report': '2026-11-02T15:00:00.000Z' },
    });
    await beat(MONDAY + 27 * HOUR);
    expect(await at(MONDAY + 27 * HOUR)).toMatchObject({ verdict: 'up', text: 'reported just now' });
  });

  it('a failure that is reported needs no waiting', async () => {
    const { at, beat } = await story();
    await beat(MONDAY + HOUR, 'failed');
    expect(await at(MONDAY + HOUR + 5 * MINUTE)).toMatchObject({
      verdict: 'down',
      code: 'run_failed',
      text: 'reported a failure 5 min ago',
    });
  });

  it('what may have been lost while nobody listened pages nobody, and a lost job is found a period later', async () => {
    const { at, beat, stop } = await story();
    await beat(MONDAY + HOUR);
    await at(MONDAY + 2 * HOUR);
    // Away for the night: the report of the next day would have come now.
    stop(MONDAY + 26 * HOUR);
    expect(await at(MONDAY + 26 * HOUR)).toMatchObject({
      verdict: 'unknown',
      text: 'could not be checked: a report may have been lost while Tocsin was not running, until just now',
    });
    expect(await at(MONDAY + 50 * HOUR)).toMatchObject({ verdict: 'unknown' });
    expect(await at(MONDAY + 51 * HOUR)).toMatchObject({ verdict: 'down', code: 'heartbeat_missed' });
  });

  it('an absence before the report that counts changes nothing', async () => {
    const { at, beat, stop } = await story();
    await at(MONDAY);
    stop(MONDAY + 5 * HOUR);
    await at(MONDAY + 5 * HOUR);
    await beat(MONDAY + 6 * HOUR);
    expect(await at(MONDAY + 31 * HOUR)).toMatchObject({ verdict: 'down', code: 'heartbeat_missed' });
  });

  it("an agent's reports count as one", async () => {
    const { at, beat } = await story({ every: '1m', grace: '1m', from: { agent: 'inside' } });
    await beat(MONDAY, 'ok', agentBeats('inside'));
    expect(await at(MONDAY + MINUTE)).toMatchObject({ verdict: 'up' });
    expect(await at(MONDAY + 3 * MINUTE)).toMatchObject({ verdict: 'down', code: 'heartbeat_missed' });
  });

  it('where nobody listens, nothing is known', async () => {
    expect(await run(heartbeat, settings)).toMatchObject({
      verdict: 'unknown',
      text: 'could not be checked: only a running Tocsin hears reports; see its console or `tocsin status`',
    });
  });

  it('needs to know whose reports', () => {
    expect(complaints(heartbeat, { every: '1h' }).join()).toContain('from: ');
    expect(complaints(heartbeat, { every: '1h', from: { token: 'short' } }).join()).toContain('at least 8 characters');
  });
});
