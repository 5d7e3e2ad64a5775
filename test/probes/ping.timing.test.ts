import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { ping } from '../../src/probes/ping.ts';
import { kept } from '../support/peers/kept.ts';
import { pingProgram, sums } from '../support/peers/ping.ts';
import { run } from '../support/probe-run.ts';

const keep = kept();
const TIMEOUT = 600;

const timed = async (...lines: readonly string[]) => {
  const { folder } = await keep(pingProgram('echo $$ > "${0%/*}/pid"', ...lines));
  const started = performance.now();
  const finding = await run(ping, { host: '127.0.0.1' }, { timeout: TIMEOUT });
  const took = performance.now() - started;
  return { finding, took, pid: Number(await readFile(join(folder, 'pid'), 'utf8')) };
};

/** Whether a process is gone soon; the system needs a moment to bury it. */
const gone = async (pid: number): Promise<boolean> => {
  const until = performance.now() + 500;
  while (performance.now() < until) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await setImmediate();
  }
  return false;
};

it('is interrupted before the deadline, and what it says then counts (W1)', async () => {
  const { finding, took, pid } = await timed(`trap '${sums(2, 1).join('; ')}; exit 1' INT`, 'while :; do :; done');
  expect(finding).toMatchObject({ verdict: 'up', observed: { 'loss-percent': 50 } });
  expect(took).toBeLessThan(TIMEOUT + 100);
  expect(await gone(pid)).toBe(true);
});

it('is killed at the deadline where it does not heed that (W1)', async () => {
  const { finding, took, pid } = await timed("trap '' INT", 'exec sleep 30');
  expect(finding).toMatchObject({
    verdict: 'down',
    code: 'ping_lost',
    text: 'does not echo from 127.0.0.1 in time',
  });
  expect(took).toBeGreaterThan(TIMEOUT - 10);
  expect(took).toBeLessThan(TIMEOUT + 100);
  expect(await gone(pid)).toBe(true);
});
