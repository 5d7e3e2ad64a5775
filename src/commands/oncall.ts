import type { Command } from 'commander';
import { systemClock } from '../adapters/system/clock.ts';
import { handoffs } from '../core/escalation/handoffs.ts';
import { onCallNow } from '../core/escalation/oncall.ts';
import { MOMENTS, readMoment } from '../core/time/moment.ts';
import { DEFAULT_CONFIG, openConfig } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';
import { onCallLines } from './oncall-lines.ts';

interface Options {
  readonly config?: string;
  readonly at?: string;
  readonly output?: string;
}

/** Who would be paged by a config, how, and who takes over when; no Tocsin need run. Exit 2 on a config or a moment that cannot be read. */
export async function oncall({ config: path = DEFAULT_CONFIG, at: text, output }: Options, io: Io): Promise<Exit> {
  const { plan } = openConfig(path, io);
  const clock = systemClock.now();
  const at = text === undefined ? clock : readMoment(text, clock, plan.timezone);
  if (at === undefined) throw new Failure(`--at '${text}' is no moment: write for example ${MOMENTS}`, EXIT.config);
  const seen = { at, severities: onCallNow(plan, at), rotations: handoffs(plan, at) };
  if (output === 'json') io.out(JSON.stringify({ name: plan.name, timezone: plan.timezone, ...seen }, null, 2));
  else for (const line of onCallLines(plan, seen, io)) io.out(line);
  return EXIT.ok;
}

export const describeOncall = (command: Command): Command =>
  command
    .description('who is on call, how they are reached, who is next and who takes over when; from the config alone')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('--at <moment>', 'another moment than now, in the zone of the config')
    .option('-o, --output <format>', 'json')
    .addHelpText(
      'after',
      "\nExamples:\n  tocsin oncall\n  tocsin oncall --at 2026-12-24T18:00\n  tocsin oncall --at 'saturday 03:00'\n  tocsin oncall -o json | jq '.rotations[].next'\n",
    );
