import { spawn } from 'node:child_process';
import { reasonOf } from '../core/reason.ts';
import { deadline, LATE } from '../wire/deadline.ts';

/** What came of `docker`. `stopped`: before it was done, by us for lack of time or by somebody else; what it did is not known. */
export type Ran =
  | { readonly is: 'ended'; readonly code: number; readonly out: string; readonly err: string }
  | { readonly is: 'not started'; readonly why: string }
  | { readonly is: 'stopped' };

/** Runs `docker` with these words, for so many milliseconds at most. Never rejects. */
export type Compose = (words: readonly string[], timeout: number) => Promise<Ran>;

/** Characters that are kept of what it says. */
const MOST = 1024 * 1024;
/** Milliseconds to stop of its own accord. */
const GRACE = 2_000;

/** The `docker` of this machine, for the engine at `socket`; of our own environment it is given nothing but where to find it (W7). */
export const composeAt =
  (socket: string, { PATH, HOME }: Readonly<Record<string, string | undefined>>): Compose =>
  async (words, timeout) => {
    const env = {
      ...(PATH !== undefined && { PATH }),
      ...(HOME !== undefined && { HOME }),
      DOCKER_HOST: `unix://${socket}`,
    };
    // A group of its own: it ends with what it started, and not with our terminal.
    const child = spawn('docker', words, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out = (said.out + text).slice(0, MOST);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err = (said.err + text).slice(-MOST);
    });
    const ended = new Promise<Ran>((resolve) => {
      child.on('error', (error) => resolve({ is: 'not started', why: notStarted(error) }));
      child.on('close', (code) => resolve(code === null ? { is: 'stopped' } : { is: 'ended', code, ...said }));
    });
    const ran = await deadline(timeout).wait(ended);
    if (ran !== LATE) return ran;
    const stop = (signal: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    };
    stop('SIGTERM');
    if ((await deadline(GRACE).wait(ended)) === LATE) stop('SIGKILL');
    return { is: 'stopped' };
  };

const notStarted = (error: Error): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'there is no `docker` in PATH: install the Docker CLI with its Compose plugin'
    : `\`docker\` could not be started: ${reasonOf(error)}`;
