import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type Program, programOf } from './program.ts';

/** What to look at, how often, and how many at once. */
export interface Task {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly atOnce: number;
}

/** What it took: CPU in seconds of the whole process, memory in MB above what it was before. */
export interface Done {
  readonly cpu: number;
  readonly wall: number;
  /** Anything that was not `up`, as `code: text`; the first of them. */
  readonly odd?: string;
}

export interface Prober extends Program {
  do(task: Task): Promise<Done>;
}

/** Tocsin's own `http` checks in a process that does nothing else. */
export function startProber(): Prober {
  const child = fork(join(import.meta.dirname, 'prober-process.ts'));
  return {
    ...programOf(child),
    do: (task) =>
      new Promise((settle, fail) => {
        const died = () => fail(new Error('the prober ended'));
        child.once('exit', died);
        child.once('message', (done) => {
          child.off('exit', died);
          settle(done as Done);
        });
        child.send(task);
      }),
  };
}
