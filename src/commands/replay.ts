import type { Command } from 'commander';
import type { History } from '../core/incident/history.ts';
import { isSame, movedOf, type Row, rowsOf, verdict } from '../simulation/replay/compare.ts';
import { relive } from '../simulation/replay/relive.ts';
import { type Script, scriptOf } from '../simulation/replay/script.ts';
import { thenOf } from '../simulation/replay/told.ts';
import type { Entry } from '../simulation/scenario/account.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';
import { columns, whenIn } from './replay/columns.ts';
import { type From, historyOf } from './replay/history.ts';
import { planFor, type ReplayPlan } from './replay/plan.ts';
import { wrap } from './words.ts';

interface Options extends From {
  readonly config?: string;
  readonly output?: string;
}

const WIDTH = 120;

/**
 * A past incident once more, on virtual time: with a changed config, or with its own as a check that nothing differs.
 * Exit 1 where it differs with its own, 2 on a problem with the record or the config.
 */
export async function replay(incident: string, { config, output, ...from }: Options, io: Io): Promise<Exit> {
  const history = await historyOf(incident, from, io);
  const script = scriptOf(history);
  if (!script)
    throw new Failure(
      `the record of ${history.incident.id} is of an older Tocsin, which did not keep what was seen: it can be read, not replayed`,
    );
  const replayed = planFor(history, script, config, io);
  const then = thenOf(history);
  const now = await relive(script, replayed.plan, history.incident.endedAt !== null);
  const rows = rowsOf(then, now);
  const moved = movedOf(then, now);
  const sentence = config === undefined ? selfCheck(rows) : verdict(moved, rows);
  if (output === 'json') io.out(JSON.stringify(json(history, replayed, sentence, rows, moved), null, 2));
  else for (const line of text(history, script, replayed, sentence, rows, io)) io.out(line);
  return config === undefined && !rows.every(isSame) ? EXIT.notOk : EXIT.ok;
}

function selfCheck(rows: readonly Row[]): string {
  const differ = rows.filter((row) => !isSame(row)).length;
  return differ === 0
    ? `Replayed with its own policy: all ${rows.length} lines are as they were.`
    : `Replayed with its own policy, ${differ} of ${rows.length} lines differ: the config has changed since, or something outside the record mattered.`;
}

function text(
  { incident }: History,
  { start, missing }: Script,
  { plan, name, gone }: ReplayPlan,
  sentence: string,
  rows: readonly Row[],
  io: Io,
): readonly string[] {
  const width = io.isTerminal ? Math.max(80, Math.min(WIDTH, io.columns)) : 100;
  const notes = [
    ...(gone.length > 0
      ? [`${gone.join(' and ')} of then ${gone.length === 1 ? 'is' : 'are'} not in ${name}: left out.`]
      : []),
    ...(missing > 0 ? [`The record had no room for ${missing} looks: times may differ.`] : []),
  ];
  return [
    io.colors.bold(`${incident.id}, ${whenIn(start, plan.timezone)} ${plan.timezone}, replayed with ${name}`),
    ...notes,
    '',
    ...columns(rows, plan.timezone, width, io),
    '',
    ...wrap(sentence, width).map((line) => io.colors.bold(line)),
  ];
}

const json = (
  { incident }: History,
  { name, gone }: ReplayPlan,
  sentence: string,
  rows: readonly Row[],
  moved: ReturnType<typeof movedOf>,
) => ({
  incident: incident.id,
  config: name,
  sentence,
  same: rows.every(isSame),
  leftOut: gone,
  firstPages: moved.map(({ person, then, now, by }) => ({
    person,
    then: then === undefined ? null : new Date(then).toISOString(),
    now: now === undefined ? null : new Date(now).toISOString(),
    movedMs: by ?? null,
  })),
  rows: rows.map(({ then, now }) => ({ then: entryJson(then), now: entryJson(now) })),
});

const entryJson = (entry: Entry | undefined) =>
  entry === undefined ? null : { at: new Date(entry.at).toISOString(), about: entry.about, text: entry.text };

export const describeReplay = (command: Command): Command =>
  command
    .description('a past incident once more, with a changed config: who would be paged when')
    .argument('<incident>', 'as `tocsin incidents` shows it, or a file from GET /api/incidents/ID/history')
    .option('-f, --config <file>', 'the changed config; its own policy where absent, as a check')
    .option('--data <dir>', 'the data of a stopped Tocsin')
    .option('--url <url>', 'the address of a running Tocsin')
    .option('-o, --output <format>', 'json')
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin replay shop-1 -f changed.yaml\n  tocsin replay shop-1 --data /var/lib/tocsin -f changed.yaml\n  tocsin replay shop-1.json -o json\n',
    );
