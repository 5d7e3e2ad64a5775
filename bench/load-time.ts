import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packagesLoadedBy } from '../test/support/loads.ts';

const STARTS = 11;
const GOAL = 120;
const MODULES = ['src/probes/index.ts', 'functions/probe.ts'];
/** What only monitors of some kinds need. */
const HEAVY = /^(pg|mysql2|ws|playwright-core|@sparticuz\/chromium|@grpc\/.*|aws4|@kubernetes\/.*|marked)$/;

const run = promisify(execFile);

/** How long the probe step's modules take to load in a fresh process, with the compile cache that `bin/tocsin.js` uses. */
export async function loadTime(): Promise<string[]> {
  const loaded = (await Promise.all(MODULES.map(packagesLoadedBy))).flat();
  const heavy = loaded.filter((name) => HEAVY.test(name));
  if (heavy.length > 0) throw new Error(`the probe step loads ${heavy.join(', ')}`);
  const cache = mkdtempSync(join(tmpdir(), 'tocsin-bench-load-'));
  try {
    const uncached = await load(cache);
    const times: number[] = [];
    for (let i = 0; i < STARTS; i++) times.push(await load(cache));
    const median = times.sort((a, b) => a - b)[Math.floor(STARTS / 2)]!;
    if (median > GOAL) throw new Error(`the probe step's modules load in ${median} ms, over ${GOAL} ms`);
    return [
      `the probe step's modules load in ${median} ms (goal ${GOAL}), the first time, types still to be stripped, in ${uncached} ms`,
      `packages: ${[...new Set(loaded)].join(', ')}`,
    ];
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

async function load(cache: string): Promise<number> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'peers/load-process.ts'), cache]);
  return Math.round(Number(stdout));
}
