import { createHash } from 'node:crypto';
import { check } from '../../src/simulation/checker/check.ts';
import type { Violation } from '../../src/simulation/checker/history.ts';
import type { Focus } from '../../src/simulation/soak/draw-plan.ts';
import { count, emptyTally, type Tally } from '../../src/simulation/soak/tally.ts';
import { type Lived, SoakWorld } from '../../src/simulation/soak/world.ts';

export interface SweepOptions {
  /** The first seed, and how far it is to the next: so that workers share the seeds without a word. */
  readonly seed: number;
  readonly step: number;
  readonly incidents: number;
  /** Worlds of this kind alone. */
  readonly only?: Focus | undefined;
  /** End at the first broken promise. */
  readonly stop: boolean;
  readonly onProgress?: (tally: Tally) => void;
}

export interface Broken {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

export interface Swept {
  readonly tally: Tally;
  readonly broken: readonly Broken[];
  /** Over every world's shape: the same seeds give the same digest, on any machine (V5). */
  readonly digest: string;
}

/** Every so many worlds one is lived twice. */
const TWICE = 97;
/** After so many broken worlds nothing more is learnt. */
const ENOUGH = 20;
const PROGRESS = 200;

/** World after world until so many incidents were lived; every history is given to the checker. */
export async function sweep({ seed, step, incidents, only, stop, onProgress }: SweepOptions): Promise<Swept> {
  const tally = emptyTally();
  const broken: Broken[] = [];
  const digest = createHash('sha256');
  for (let next = seed; tally.incidents < incidents && broken.length < (stop ? 1 : ENOUGH); next += step) {
    const lived = await new SoakWorld(next, only).live();
    const violations = [...check(lived.history)];
    if (next % TWICE === 0) violations.push(...(await again(next, only, lived, tally)));
    count(tally, lived.history, lived.faults);
    digest.update(shape(lived));
    if (violations.length > 0) broken.push({ seed: next, violations });
    if (tally.worlds % PROGRESS === 0) onProgress?.(tally);
  }
  return { tally, broken, digest: digest.digest('hex') };
}

/** V5: the same seed is the same history, byte for byte. */
async function again(seed: number, only: Focus | undefined, first: Lived, tally: Tally): Promise<readonly Violation[]> {
  tally.twice += 1;
  const second = await new SoakWorld(seed, only).live();
  return JSON.stringify(first.history) === JSON.stringify(second.history)
    ? []
    : [{ rule: 'V5', at: first.history.start, text: `seed ${seed} gave two different histories` }];
}

const shape = ({ history }: Lived): string =>
  `${history.seed} ${history.end} ${history.commits.length} ${history.looks.length} ${history.receipts.map((r) => `${r.key}@${r.answeredAt}`).join(' ')}\n`;
