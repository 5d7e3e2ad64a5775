import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { blackhole } from '../test/support/peers/slow.ts';
import type { Ask, Reply, Row } from './peers/daemon-process.ts';
import { startNginx } from './peers/nginx.ts';
import { cpuSeconds, residentMb } from './peers/program.ts';

const COUNT = 5_000;
const LOST = 500;
const INTERVAL = 30_000;
/** Three looks at everything, and what the last ones take. */
const WATCH = 3 * INTERVAL + 12_000;
/** By now every monitor's last result is no older: its interval, its timeout, and some. */
const FRESH = INTERVAL + 11_000;
const GOAL_LATE = 250;
const GOAL_MB = 300;

/** The whole daemon with 5,000 monitors, 500 of them at a port that answers no SYN, as the kernel accounts for it (Linux). */
export async function manyMonitors(): Promise<string[]> {
  const nginx = await startNginx();
  const hole = await blackhole();
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-bench-many-'));
  const child = fork(join(import.meta.dirname, 'peers/daemon-process.ts'), { execArgv: ['--max-semi-space-size=1'] });
  try {
    const lostUrl = `http://127.0.0.1:${hole.port}/`;
    const start = { count: COUNT, lost: LOST, interval: INTERVAL, url: nginx.plain.url, lostUrl };
    const { url } = (await ask(child, { start, directory })) as Extract<Reply, { url: string }>;
    await sleep(WATCH);
    const [mb, most] = [residentMb(child.pid!), residentMb(child.pid!, 'VmHWM')];
    const core = cpuSeconds(child.pid!) / (WATCH / 1_000);
    const dropped = await droppedOf(url);
    const { rows, errors } = (await ask(child, 'report')) as Extract<Reply, { rows: unknown }>;
    if (errors.length > 0) throw new Error(`${errors.length} errors, first: ${errors[0]}`);
    return judge(rows, dropped, { mb, most, core });
  } finally {
    const ended = new Promise((done) => child.once('exit', done));
    child.send('stop' satisfies Ask);
    await ended;
    await hole.close();
    await nginx.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Used {
  readonly mb: number;
  readonly most: number;
  readonly core: number;
}

function judge(rows: readonly Row[], dropped: number, { mb, most, core }: Used): string[] {
  const refused = rows.filter(([, , , code]) => code === 'connect_timeout').length;
  const odd = rows.find(([, , , code]) => code !== 'connect_timeout' && code !== 'ok');
  const slots = Map.groupBy(rows, ([monitor]) => monitor);
  if (odd) throw new Error(`${odd[0]} was ${odd[3]}`);
  if (slots.size !== COUNT) throw new Error(`${slots.size} monitors were looked at`);
  const now = Date.now();
  const stale = [...slots].find(([, each]) => now - Math.max(...each.map(([, slot]) => slot)) > FRESH);
  if (stale) throw new Error(`${stale[0]} is looked at no more`);
  const missing = [...slots.values()].reduce((sum, each) => sum + gaps(each.map(([, slot]) => slot)), 0);
  const late = rows.map(([, slot, startedAt]) => startedAt - slot).sort((a, b) => a - b);
  const at = (share: number) => late[Math.min(late.length - 1, Math.floor(late.length * share))]!;
  const line = `${rows.length} checks by ${COUNT} monitors every ${INTERVAL / 1_000} s, ${refused} unanswered: start late by ${at(0.5)} ms (median), ${at(0.99)} ms (p99; goal ${GOAL_LATE}), ${at(1)} ms (most); ${mb} MB resident, ${most} MB at its peak (goal ${GOAL_MB}); ${(core * 100).toFixed(0)} % of a core; ${missing} slots missing, ${dropped} counted as dropped`;
  if (refused < 2 * LOST || missing !== dropped || at(0.99) >= GOAL_LATE || most >= GOAL_MB) throw new Error(line);
  return [line];
}

/** How many slots between the first and the last have no result; the first look may be up to half an interval off. */
function gaps(slots: readonly number[]): number {
  const sorted = [...slots].sort((a, b) => a - b);
  return sorted.slice(1).reduce((sum, slot, i) => sum + Math.max(0, Math.round((slot - sorted[i]!) / INTERVAL - 1)), 0);
}

async function droppedOf(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const count = /^tocsin_slots_dropped_total (\d+)$/m.exec(metrics)?.[1];
  if (count === undefined) throw new Error('the metrics do not say how many slots were dropped');
  return Number(count);
}

const ask = (child: ChildProcess, what: Ask): Promise<Reply> =>
  new Promise((settle, fail) => {
    const died = () => fail(new Error('the daemon ended'));
    child.once('exit', died);
    child.once('message', (reply) => {
      child.off('exit', died);
      settle(reply as Reply);
    });
    child.send(what);
  });
