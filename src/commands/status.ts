import type { Command } from 'commander';
import * as z from 'zod';
import { withTarget } from './answers.ts';
import { type ClientOptions, client } from './client.ts';
import { EXIT, type Exit, type Io, plain } from './io.ts';
import { paintSeverity, paintVerdict, sign, table } from './words.ts';

interface Options extends ClientOptions {
  readonly output?: string;
}

const status = z.looseObject({
  headline: z.looseObject({ text: z.string(), severity: z.enum(['P1', 'P2', 'P3', 'P4']).nullable().catch(null) }),
  monitors: z.array(
    z.looseObject({
      name: z.string(),
      verdict: z.enum(['up', 'degraded', 'down', 'unknown']),
      codeInWords: z.string(),
      text: z.string(),
    }),
  ),
  incidents: z.array(z.string()),
});

/** What a running Tocsin sees now. Exit 1 while something is not up. */
export async function showStatus({ output, ...options }: Options, io: Io): Promise<Exit> {
  const answer = await client(options, io).get('/api/status');
  const { headline, monitors } = status.parse(answer);
  if (output === 'json') io.out(JSON.stringify(answer, null, 2));
  else {
    io.out(paintSeverity(headline.severity, io)(plain(headline.text)));
    const rows = table(monitors.map(({ name, verdict, text }) => [`${sign(verdict)} ${name}`, verdict, plain(text)]));
    for (const [i, row] of rows.entries()) io.out(`  ${paintVerdict(monitors[i]!.verdict, io)(row)}`);
  }
  return monitors.every(({ verdict }) => verdict === 'up') ? EXIT.ok : EXIT.notOk;
}

export const describeStatus = (command: Command): Command =>
  withTarget(command.description('what a running Tocsin sees now; exit 1 while something is not up'))
    .option('-o, --output <format>', 'json')
    .addHelpText('after', '\nExamples:\n  tocsin status\n  tocsin status --url http://127.0.0.1:4780 -o json\n');
