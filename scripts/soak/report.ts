import type { WriteStream } from 'node:tty';
import type { Broken, Swept } from './sweep.ts';

/** How often a log without a terminal gets a line, in ms. */
const LOG_EVERY = 15_000;
const TERMINAL_EVERY = 500;

/** How far it is, how fast, and how long it will take: one line that renews itself on a terminal, now and then a line elsewhere. */
export function progressLine(all: number, out: Pick<WriteStream, 'write' | 'isTTY'>) {
  const began = performance.now();
  let last = began;
  const line = (done: number, now: number): string => {
    const rate = done / Math.max(0.001, (now - began) / 1_000);
    return `${number(done)} of ${number(all)} incidents, ${number(rate)} per second, ${minutes((all - done) / Math.max(rate, 0.001))} to go`;
  };
  return {
    at: (done: number): void => {
      const now = performance.now();
      if (now - last < (out.isTTY ? TERMINAL_EVERY : LOG_EVERY)) return;
      last = now;
      out.write(out.isTTY ? `\r\u001b[K${line(done, now)}` : `${line(done, now)}\n`);
    },
    end: (): void => {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}

/** What came of it, in words; every broken world with the line that shows it again. */
export function report({ tally, broken, digest }: Swept, seconds: number, only?: string): string {
  const faults = Object.entries(tally.faults).sort(([a], [b]) => (a < b ? -1 : 1));
  const injected = faults.reduce((sum, [, n]) => sum + n, 0);
  return [
    `${number(tally.incidents)} incidents in ${number(tally.worlds)} worlds, and ${number(tally.blips)} blips, in ${minutes(seconds)}: ${number(tally.incidents / seconds)} per second`,
    `${number(tally.pages)} pages, ${number(tally.repeats)} of them repeats, ${number(tally.lastResorts)} last resorts; ${number(tally.news)} news; ${number(tally.acknowledgements)} acknowledgements; ${number(tally.remedies)} remedies carried out, ${number(tally.rollbacks)} of them rollbacks`,
    `${number(injected)} faults:`,
    ...faults.map(([what, n]) => `  ${what.padEnd(28)}${number(n).padStart(12)}`),
    `${number(tally.twice)} worlds were lived twice; digest ${digest}`,
    broken.length === 0 ? 'V1 to V6 hold: no promise was broken' : `${broken.length} worlds broke a promise:`,
    ...broken.flatMap((each) => inWords(each, only)),
  ].join('\n');
}

const inWords = ({ seed, violations }: Broken, only?: string): readonly string[] => [
  ...violations.slice(0, 3).map(({ rule, at, text }) => `  ${rule} at ${new Date(at).toISOString()}: ${text}`),
  `    npm run soak -- --seed ${seed} --incidents 1 --trace${only === undefined ? '' : ` --only ${only}`}`,
];

const number = (n: number): string => Math.round(n).toLocaleString('en');
const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
