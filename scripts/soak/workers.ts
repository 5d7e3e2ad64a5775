import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Focus } from '../../src/simulation/soak/draw-plan.ts';
import { add, emptyTally } from '../../src/simulation/soak/tally.ts';
import { type Swept, sweep } from './sweep.ts';
import type { FromWorker } from './worker.ts';

export interface Shared {
  readonly seed: number;
  readonly incidents: number;
  readonly only?: Focus | undefined;
  readonly workers: number;
  readonly stop: boolean;
  /** Incidents lived so far, by all workers. */
  readonly onProgress: (incidents: number) => void;
}

/** A world is thrown away whole: the more of them fit into the young generation, the less there is to copy. */
const ROOM = ['--max-semi-space-size=64'];

/**
 * Shares the seeds among processes, worker n taking every n-th, and adds up what they found. One worker is this process:
 * whoever ends it ends the sweep, however deep in a world that never ends it may be.
 */
export async function sweepTogether({ seed, incidents, only, workers, stop, onProgress }: Shared): Promise<Swept> {
  if (workers === 1)
    return sweep({ seed, step: 1, incidents, only, stop, onProgress: (tally) => onProgress(tally.incidents) });
  const sofar = new Array<number>(workers).fill(0);
  const shares = Array.from({ length: workers }, (_, n) =>
    share({ seed: seed + n, step: workers, incidents: Math.ceil(incidents / workers), only, stop }, (done) => {
      sofar[n] = done;
      onProgress(sofar.reduce((sum, each) => sum + each, 0));
    }),
  );
  const all = await Promise.all(shares);
  const tally = emptyTally();
  for (const each of all) add(tally, each.tally);
  return {
    tally,
    broken: all.flatMap((each) => each.broken).sort((a, b) => a.seed - b.seed),
    digest: all.map((each) => each.digest.slice(0, 16)).join('-'),
  };
}

function share(options: object, onProgress: (incidents: number) => void): Promise<Swept> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(options)], {
      execArgv: [...process.execArgv, ...ROOM],
    });
    let swept: Swept | undefined;
    child.on('message', (message: FromWorker) => {
      if (message.is === 'progress') onProgress(message.incidents);
      else swept = message.swept;
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      swept ? resolve(swept) : reject(new Error(`a worker of the soak ended early, with code ${code ?? 'none'}`)),
    );
  });
}
