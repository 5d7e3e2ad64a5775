import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Swept } from '../soak/sweep.ts';
import { mutated } from './copy.ts';
import { MUTANTS, type Mutant } from './mutants.ts';

/** A mutant that lives through so many incidents has survived. */
const INCIDENTS = 12_000;
const SEED = 1;
const AT_ONCE = 2;
/** A run that takes longer does not end. */
const PATIENCE = 600_000;

interface Fate {
  readonly mutant: Mutant;
  /** How it was found out; absent where it survived. */
  readonly caught?: string;
}

const sound = await sweep(join(import.meta.dirname, '../..'));
if (sound.broken.length > 0)
  throw new Error(
    `the engine itself breaks a promise in world ${sound.broken[0]?.seed}: no mutant proves anything before that is mended`,
  );

/** Runs the simulator over every mutant: each has to be caught. Exits 1 when one survives. */
const wanted = process.argv.slice(2).join(' ');
const queue = MUTANTS.filter(({ bug }) => bug.includes(wanted));
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
    const found = await sweep(folder);
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

/** The soak of the copy, as plain Node; it exits 1 when a promise is broken, which is what we hope for. */
async function sweep(folder: string): Promise<Swept> {
  const args = [join(folder, 'scripts/soak/soak.ts'), '--json', '--stop', '--workers', '1'];
  const run = promisify(execFile)(
    process.execPath,
    [...args, '--seed', String(SEED), '--incidents', String(INCIDENTS)],
    { timeout: PATIENCE, killSignal: 'SIGKILL', maxBuffer: 2 ** 26 },
  ).catch((error: { readonly stdout?: string; readonly code?: unknown }) => {
    if (error.code === 1 && error.stdout) return { stdout: error.stdout };
    throw error;
  });
  return JSON.parse((await run).stdout) as Swept;
}
