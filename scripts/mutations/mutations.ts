import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Focus } from '../../src/simulation/soak/draw-plan.ts';
import type { Swept } from '../soak/sweep.ts';
import { mutated } from './copy.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';

/** A mutant that lives through so many incidents has survived. Most are found out within the first few hundred. */
const INCIDENTS = 30_000;
/** Where each world is of the kind that it shows in. */
const FOCUSED = 8_000;
const SEED = 1;
const AT_ONCE = 2;
/** A run that takes so many times as long as that of the sound engine does not end. */
const PATIENCE = 5;

interface Fate {
  readonly mutant: Mutant;
  /** How it was found out; absent where it survived. */
  readonly caught?: string;
}

/** Runs the simulator over every mutant: each has to be caught. Exits 1 when one survives. */
const wanted = process.argv.slice(2).join(' ');
const queue = MUTANTS.filter(({ bug, breaks }) => `${bug} (${breaks})`.includes(wanted));
/** How long the sound engine takes for each kind of worlds, in ms. */
const takes = new Map<Focus | undefined, number>();
for (const only of new Set(queue.map((mutant) => mutant.only))) takes.set(only, await soundTakes(only));
const fates: Fate[] = [];
const began = performance.now();
await Promise.all(Array.from({ length: AT_ONCE }, work));
const survived = fates.filter(({ caught }) => caught === undefined);
const seconds = Math.round((performance.now() - began) / 1_000);
console.log(`${fates.length - survived.length} of ${fates.length} mutants caught in ${seconds} s`);
if (survived.length > 0) {
  console.log(`survived: ${survived.map(({ mutant }) => mutant.bug).join('; ')}`);
  process.exitCode = 1;
}

async function soundTakes(only: Focus | undefined): Promise<number> {
  const started = performance.now();
  const sound = await sweep(join(import.meta.dirname, '../..'), only, Number.POSITIVE_INFINITY);
  if (sound?.broken.length !== 0)
    throw new Error(
      `the engine itself breaks a promise in world ${sound?.broken[0]?.seed}: no mutant proves anything before that is mended`,
    );
  return performance.now() - started;
}

async function work(): Promise<void> {
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const fate = await fateOf(mutant);
    fates.push(fate);
    console.log(
      `${fate.caught === undefined ? 'SURVIVED' : 'caught  '} ${mutant.bug} (${mutant.breaks})${fate.caught === undefined ? '' : `: ${fate.caught}`}`,
    );
  }
}

async function fateOf(mutant: Mutant): Promise<Fate> {
  const { folder, remove } = mutated(mutant);
  try {
    const found = await sweep(folder, mutant.only, PATIENCE * (takes.get(mutant.only) ?? Number.POSITIVE_INFINITY));
    if (!found) return { mutant, caught: 'it goes round and round, and never ends' };
    const [first] = found.broken;
    const [violation] = first?.violations ?? [];
    if (!first || !violation) return { mutant };
    const { rule, text } = violation;
    return {
      mutant,
      caught: `${rule} in world ${first.seed}, incident ${found.tally.incidents}: ${text.slice(0, 140)}`,
    };
  } finally {
    remove();
  }
}

/**
 * The soak of a copy, as plain Node; it exits 1 when a promise is broken, which is what we hope for. `undefined`: it
 * did not end within so many ms.
 */
async function sweep(folder: string, only: Focus | undefined, within: number): Promise<Swept | undefined> {
  const args = [
    join(folder, 'scripts/soak/soak.ts'),
    '--json',
    '--stop',
    '--workers',
    '1',
    ...(only === undefined ? [] : ['--only', only]),
  ];
  const timeout = Number.isFinite(within) ? Math.ceil(within) : 0;
  const run = promisify(execFile)(
    process.execPath,
    [...args, '--seed', String(SEED), '--incidents', String(only === undefined ? INCIDENTS : FOCUSED)],
    { timeout, killSignal: 'SIGKILL', maxBuffer: 2 ** 26 },
  ).catch((error: { readonly stdout?: string; readonly code?: unknown; readonly killed?: boolean }) => {
    if (error.code === 1 && error.stdout) return { stdout: error.stdout };
    if (error.killed && timeout > 0) return undefined;
    throw error;
  });
  const ended = await run;
  return ended && (JSON.parse(ended.stdout) as Swept);
}
