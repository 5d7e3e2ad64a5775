import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Phases } from '../src/core/check/check.ts';
import { http } from '../src/probes/http.ts';
import { look } from '../src/probes/look.ts';
import { type Delayed, type Delays, delayedServer } from './peers/delays.ts';

const ROUNDS = 9;
/** What a phase may differ from curl's: so many milliseconds, or so much of it. */
const CLOSE = 5;
const SHARE = 0.05;
const NAMES = ['dns', 'connect', 'tls', 'wait', 'transfer', 'total'] as const;

const CASES: readonly Delays[] = [
  { tls: 0, wait: 0, transfer: 0 },
  { tls: 120, wait: 0, transfer: 0 },
  { tls: 0, wait: 250, transfer: 0 },
  { tls: 0, wait: 0, transfer: 180 },
  { tls: 80, wait: 400, transfer: 60 },
];

/** The phases of a check beside those of `curl -w`, on the same server, by turns. */
export async function phases(): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-bench-phases-'));
  try {
    const lines: string[] = [];
    for (const delays of CASES) {
      const server = await delayedServer(delays);
      const caFile = join(directory, 'ca.pem');
      writeFileSync(caFile, server.ca);
      try {
        lines.push(await compare(delays, server, caFile));
      } finally {
        await server.stop();
      }
    }
    return lines;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function compare(delays: Delays, server: Delayed, caFile: string): Promise<string> {
  const url = `https://localhost:${server.port}/`;
  // One of each first, which nobody counts: code is compiled, files are read.
  await ours(url, server.ca);
  await curls(url, caFile);
  const rounds: { readonly us: Phases; readonly curl: Phases }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push({ us: await ours(url, server.ca), curl: await curls(url, caFile) });
  const shown = NAMES.map((name) => {
    const us = median(rounds.map((round) => round.us[name] ?? 0));
    const curl = median(rounds.map((round) => round.curl[name] ?? 0));
    const told = name in delays ? delays[name as keyof Delays] : 0;
    if (us < told - 1) throw new Error(`${name} was ${us} ms although the server took ${told} ms`);
    if (Math.abs(us - curl) > Math.max(CLOSE, curl * SHARE))
      throw new Error(
        `${name} is ${us.toFixed(1)} ms where curl sees ${curl.toFixed(1)} ms, with ${JSON.stringify(delays)}`,
      );
    return `${name} ${us.toFixed(1)}/${curl.toFixed(1)}`;
  });
  const { tls, wait, transfer } = delays;
  return `delayed ${tls}, ${wait}, ${transfer} ms (TLS, first byte, last byte); ours/curl's: ${shown.join(', ')}`;
}

async function ours(url: string, ca: string): Promise<Phases> {
  const settings = z.strictObject(http.shape).parse({ url, ca });
  const finding = await look(http, settings, {
    timeout: 10_000,
    allowNetworks: [],
    trace: false,
    secrets: [],
    now: Date.now(),
    platform: 'machine',
    monitor: 'shop',
  });
  if (finding.verdict !== 'up') throw new Error(`the check was not up: ${finding.text}`);
  return finding.phases;
}

const run = promisify(execFile);

/** curl's timestamps count from its start; what lies between them are the phases. */
async function curls(url: string, caFile: string): Promise<Phases> {
  const times = ['namelookup', 'connect', 'appconnect', 'starttransfer', 'total'];
  const format = `%{http_code} ${times.map((name) => `%{time_${name}}`).join(' ')}`;
  const { stdout } = await run('curl', [
    '-s',
    '-4',
    '--http1.1',
    '--cacert',
    caFile,
    '-o',
    '/dev/null',
    '-w',
    format,
    url,
  ]);
  const [code, ...seconds] = stdout.split(' ').map(Number);
  if (code !== 200) throw new Error(`curl got ${code}`);
  const [dns, connected, secured, first, total] = seconds.map((s) => s * 1_000) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [connect, tls, wait, transfer] = [connected - dns, secured - connected, first - secured, total - first];
  return { dns, connect, tls, wait, transfer, total };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
