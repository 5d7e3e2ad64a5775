import { describe, expect, it } from '@jest/globals';
import { ping } from '../../src/probes/ping.ts';
import { expectConsistent } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

describe('ping, with the real program', () => {
  it('this machine echoes', async () => {
    const finding = await run(ping, { host: '127.0.0.1', count: 1 });
    expectConsistent(finding);
    expect(finding).toMatchObject({ verdict: 'up', observed: { address: '127.0.0.1', 'loss-percent': 0 } });
    expect(finding.observed['round-trip-ms']).toBeGreaterThan(0);
  });

  it('too slow for what is expected', async () => {
    const finding = await run(ping, { host: 'localhost', count: 1, warn: { 'response-time': '0.0001ms' } });
    expect(finding).toMatchObject({ verdict: 'degraded', code: 'slow' });
  });

  it('is interrupted shortly before the deadline, and says what it saw until then (W1)', async () => {
    const started = performance.now();
    const finding = await run(ping, { host: '127.0.0.1', count: 10 }, { timeout: 1_500 });
    const took = performance.now() - started;
    expect(took).toBeGreaterThan(1_200);
    expect(took).toBeLessThan(1_600);
    expect(finding).toMatchObject({ verdict: 'up', observed: { 'loss-percent': 0 } });
  });
});
