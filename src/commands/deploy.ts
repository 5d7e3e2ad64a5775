import type { Command } from 'commander';
import * as z from 'zod';
import { type ByOptions, whoever, withTarget } from './answers.ts';
import { client } from './client.ts';
import { EXIT, type Exit, type Io, plain } from './io.ts';

interface Options extends ByOptions {
  readonly monitor?: readonly string[];
  readonly link?: string;
}

/** Says that something went live: the next page names it, and PagerDuty keeps it among its recent changes. */
export async function recordDeploy(
  version: string,
  { monitor = [], link, ...options }: Options,
  io: Io,
): Promise<Exit> {
  const more = { ...(monitor.length > 0 && { monitors: monitor }), ...(link !== undefined && { url: link }) };
  const answer = await client(options, io).post('/api/deploys', { version, by: whoever(options), ...more });
  io.out(plain(z.looseObject({ text: z.string() }).parse(answer).text));
  return EXIT.ok;
}

export const describeDeploy = (command: Command): Command => command.description('what went live');

export const describeRecordDeploy = (command: Command): Command =>
  withTarget(
    command
      .description('say that something went live, for the pages to come')
      .argument('<version>', 'a version, a commit: what people know it by')
      .option('--monitor <names...>', 'the monitors it may have changed; all where absent')
      .option('--link <url>', 'where it can be read about'),
  )
    .option('--by <person>', 'who deployed; the user of this machine where absent')
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin deploy record 1.8.3\n  tocsin deploy record "$GITHUB_SHA" --monitor backend --link "$RUN_URL" --url https://tocsin.example.com\n',
    );
