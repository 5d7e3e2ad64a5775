import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { check } from '../../src/simulation/checker/check.ts';
import { FOCUSES, type Focus } from '../../src/simulation/soak/draw-plan.ts';
import { inWords } from '../../src/simulation/soak/words.ts';
import { SoakWorld } from '../../src/simulation/soak/world.ts';
import { progressLine, report } from './report.ts';
import { sweepTogether } from './workers.ts';

const HELP = `npm run soak -- [options]

Lives seeded worlds through the steps of production, on virtual time and with every fault there is, and checks each
history against V1 to V6 (docs/architecture.md). Exits 1 when a promise is broken.

  --incidents N   live so many incidents (1000)
  --seed S        the first world (1)
  --only KIND     worlds of one kind alone: rollbacks
  --workers W     so many processes (one per core)
  --trace         print the world of the seed in words, and nothing else
  --stop          end at the first broken promise
  --json          print the counts as JSON`;

const { values } = parseArgs({
  options: {
    incidents: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    workers: { type: 'string' },
    trace: { type: 'boolean', default: false },
    stop: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const seed = whole('seed', values.seed);
const only = focus(values.only);
const incidents = whole('incidents', values.incidents);
const workers = Math.min(incidents, whole('workers', values.workers ?? String(availableParallelism())));

if (values.help) console.log(HELP);
else if (values.trace) process.exitCode = await trace();
else process.exitCode = await soak();

async function trace(): Promise<number> {
  const { history } = await new SoakWorld(seed, only).live();
  const violations = check(history);
  for (const line of inWords(history, violations)) console.log(line);
  return violations.length > 0 ? 1 : 0;
}

async function soak(): Promise<number> {
  const began = performance.now();
  const progress = progressLine(incidents, process.stderr);
  const swept = await sweepTogether({ seed, incidents, only, workers, stop: values.stop, onProgress: progress.at });
  progress.end();
  const seconds = (performance.now() - began) / 1_000;
  console.log(values.json ? JSON.stringify({ seed, workers, seconds, ...swept }) : report(swept, seconds, only));
  return swept.broken.length > 0 ? 1 : 0;
}

function focus(text: string | undefined): Focus | undefined {
  const found = FOCUSES.find((each) => each === text);
  if (text !== undefined && !found) throw new Error(`--only '${text}': there is ${FOCUSES.join(', ')}`);
  return found;
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${name} '${text}': a whole number from 1 is wanted`);
  return value;
}
