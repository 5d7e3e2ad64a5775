import { spawn } from 'node:child_process';
import { isIP } from 'node:net';
import type { Check } from '../wire/check.ts';
import { after, untilDeadline } from '../wire/deadline.ts';
import { errorCode, errorMessage, type Failure, failure, ourFailure } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';

/** What came back. `average` in ms; absent where nothing did. */
export interface Echoes {
  readonly loss: number;
  readonly average?: number;
}

/** Left for `ping` to print its sums after it was told to stop, in ms. */
const LAST_WORDS = 150;
const MOST_OUTPUT = 16_384;

/**
 * Runs this system's `ping` on a literal address that was permitted before (W5), without a shell. It is interrupted
 * shortly before the deadline, so that it still says what it saw, and killed at the deadline (W1).
 */
export function sendEchoes(check: Check, address: string, count: number): Promise<Echoes | Failure> {
  const { deadline } = check;
  const late = () => failure('ping_lost', `does not echo from ${address} in time`);
  return untilDeadline<Echoes | Failure>(deadline, late, (settle) => {
    const program = process.platform === 'darwin' && isIP(address) === 6 ? 'ping6' : 'ping';
    // The C locale: its words are read here.
    const child = spawn(program, ['-n', '-c', String(count), address], {
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [said, complained] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-MOST_OUTPUT);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complained = `${complained}${chunk}`.slice(-MOST_OUTPUT);
    });
    child.once('error', (error) => settle(cannotRun(error, program)));
    child.once('close', () => {
      for (const line of said.trim().split('\n')) check.note(() => `  ${line}`);
      settle(readSums(said) ?? ourFailure(`could not be checked: ${excerpt(complained) || `${program} says nothing`}`));
    });
    const interrupt = after(Math.max(0, deadline.left() - LAST_WORDS), () => child.kill('SIGINT'));
    return () => {
      interrupt();
      child.kill('SIGKILL');
    };
  });
}

/** The sums of iputils, busybox and BSD; `undefined` where there are none. */
export function readSums(said: string): Echoes | undefined {
  const loss = /([\d.]+)% packet loss/.exec(said)?.[1];
  if (loss === undefined) return undefined;
  const average = /(?:rtt|round-trip) min\/avg\/max\S* = [\d.]+\/([\d.]+)\//.exec(said)?.[1];
  return { loss: Number(loss), ...(average === undefined ? {} : { average: Number(average) }) };
}

const cannotRun = (error: unknown, program: string): Failure =>
  errorCode(error) === 'ENOENT'
    ? ourFailure(
        `could not be checked: there is no \`${program}\` on this machine; install iputils-ping, or use kind: tcp`,
      )
    : ourFailure(`could not be checked: ${program} cannot be run: ${errorMessage(error)}`);
