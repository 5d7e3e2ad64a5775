import type { Command } from 'commander';
import { systemClock } from '../adapters/system/clock.ts';
import { instantOf } from '../core/scenario/moment.ts';
import { type Instant, MINUTE } from '../core/time/instant.ts';
import { prove as proofOf } from '../simulation/proof/prove.ts';
import { DEFAULT_CONFIG, openConfig } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';
import { jsonOf } from './prove/json.ts';
import { textOf } from './prove/text.ts';

interface Options {
  readonly config?: string;
  readonly from?: string;
  readonly months?: string;
  readonly output?: string;
}

/** As wide as a proof is written to files and pipes; on a terminal between 80 and this. */
const WIDTH = 100;
const MOST_MONTHS = 60;

/** Proves a config's policy, or refutes it with counterexamples. Exit 0 proven, 1 refuted, 2 on a config problem. */
export async function prove(
  { config: path = DEFAULT_CONFIG, from, months = '12', output }: Options,
  io: Io,
): Promise<Exit> {
  const { plan } = openConfig(path, io);
  const start = from === undefined ? today() : dateOf(from, plan.timezone);
  const bar = progress(io, output === 'json');
  const began = performance.now();
  const proof = proofOf(plan, start, monthsLater(start, monthsOf(months)), bar.show);
  const took = performance.now() - began;
  bar.end();
  if (output === 'json') io.out(JSON.stringify(jsonOf(proof), null, 2));
  else {
    const width = io.isTerminal ? Math.min(WIDTH, Math.max(80, io.columns)) : WIDTH;
    for (const line of textOf({ proof, plan, took }, width, io)) io.out(line);
  }
  return proof.counterexamples.length === 0 ? EXIT.ok : EXIT.notOk;
}

const today = (): Instant => Math.floor(systemClock.now() / MINUTE) * MINUTE;

function dateOf(text: string, zone: string): Instant {
  const at = instantOf(text, zone);
  if (at === undefined) throw new Failure(`--from '${text}' is no date: write it as in --from 2027-01-01`, EXIT.config);
  return at;
}

function monthsOf(text: string): number {
  const months = Number(text);
  if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS)
    throw new Failure(`--months '${text}' is no number from 1 to ${MOST_MONTHS}`, EXIT.config);
  return months;
}

function monthsLater(at: Instant, months: number): Instant {
  const date = new Date(at);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

/** Long proofs say how far they are, on a terminal. */
function progress(io: Io, quiet: boolean) {
  let shown = Date.now();
  let drawn = false;
  return {
    show: (share: number) => {
      if (quiet || !io.isTerminal || Date.now() - shown < 250) return;
      shown = Date.now();
      drawn = true;
      io.write(`\r\u001b[2Kproving … ${Math.floor(share * 100)} %`);
    },
    end: () => {
      if (drawn) io.write('\r\u001b[2K');
    },
  };
}

export const describeProve = (command: Command): Command =>
  command
    .description('prove the policy over the coming months, or refute it; exit 0 proven, 1 not, 2 config')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('--from <date>', 'the first day, by the clocks of the config; now where absent')
    .option('--months <n>', 'how many months', '12')
    .option('-o, --output <format>', 'json')
    .addHelpText(
      'after',
      `
What is proven, for every minute and with the engine that runs at night:
  a P1 wakes a person in its time, a P2 is accepted in its time, everybody can be reached,
  no level leads to nobody, and P1 and P2 survive any one provider failing or hanging
  and any one person not answering. What refutes it is a minute, a world and a timeline.

Examples:
  tocsin prove
  tocsin prove -f shop.yaml --from 2027-01-01 --months 24
  tocsin prove -o json | jq '.counterexamples[].cure'
`,
    );
