import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { SENTENCES } from '../simulation/scenario/sentences/table.ts';
import { EXIT, type Exit, Failure, type Io, plain } from './io.ts';
import { diffLines } from './simulate/diff.ts';
import { jsonOf } from './simulate/json.ts';
import { loadScenarios } from './simulate/load.ts';
import { allHeld, type Outcome, outcomeOf } from './simulate/outcome.ts';
import { firsts, textOf } from './simulate/text.ts';
import { table } from './words.ts';

interface Options {
  readonly config?: string;
  readonly output?: string;
  readonly golden?: string;
  readonly update?: boolean;
  readonly sentences?: boolean;
}

/** As wide as a timeline is written to files and pipes; on a terminal between 80 and this. */
const WIDTH = 100;

/** Plays scenarios on virtual time. Exit 0 where all that was expected held, 1 where not, 2 on a scenario or config problem. */
export async function simulate(files: readonly string[], options: Options, io: Io): Promise<Exit> {
  if (options.sentences) return showSentences(io);
  if (files.length === 0)
    throw new Failure('name a scenario: tocsin simulate examples/scenarios/backend-500.yaml', EXIT.config);
  if (options.golden !== undefined && files.length > 1)
    throw new Failure('--golden compares one scenario with one file: name one scenario', EXIT.config);
  if (options.update && options.golden === undefined)
    throw new Failure('--update writes the file of --golden: name one', EXIT.config);
  // All of them are read before any is played: what is wrong is said at once.
  const loaded = loadScenarios(files, options.config, io);
  const outcomes: Outcome[] = [];
  for (const each of loaded) outcomes.push(await outcomeOf(each));
  if (options.golden !== undefined) return againstGolden(outcomes[0]!, options.golden, options, io);
  if (options.output === 'json') io.out(json(outcomes));
  else if (outcomes.length === 1) for (const line of textOf(outcomes[0]!, widthOf(io), io)) io.out(line);
  else showSeveral(outcomes, io);
  return outcomes.every(allHeld) ? EXIT.ok : EXIT.notOk;
}

const json = (outcomes: readonly Outcome[]): string => JSON.stringify({ scenarios: outcomes.map(jsonOf) }, null, 2);

const widthOf = (io: Io): number => (io.isTerminal ? Math.min(WIDTH, Math.max(80, io.columns)) : WIDTH);

/** A line each; those that failed in full. */
function showSeveral(outcomes: readonly Outcome[], io: Io): void {
  const { colors } = io;
  for (const outcome of outcomes) {
    const { loaded, verdicts } = outcome;
    const kept = verdicts.filter(({ held }) => held.holds).length;
    const mark = allHeld(outcome) ? colors.green('✓') : colors.red('✗');
    io.out(`${mark} ${plain(loaded.file)}  ${kept} of ${verdicts.length} held. ${plain(firsts(outcome.figures))}.`);
  }
  const failed = outcomes.filter((outcome) => !allHeld(outcome));
  for (const outcome of failed) for (const line of ['', ...textOf(outcome, widthOf(io), io)]) io.out(line);
  const held = outcomes.length - failed.length;
  io.out(`${failed.length > 0 ? '\n' : ''}${held} of ${outcomes.length} scenarios held.`);
}

/** Compares with a stored timeline, text or JSON as its name says, or stores it. */
function againstGolden(outcome: Outcome, file: string, options: Options, io: Io): Exit {
  const path = resolve(io.directory, file);
  const uncoloured: Io = { ...io, isTerminal: false, colors: pc.createColors(false) };
  const now = file.endsWith('.json') ? json([outcome]) : textOf(outcome, WIDTH, uncoloured).join('\n');
  if (options.update) {
    writeFileSync(path, `${now}\n`);
    io.out(`Wrote ${file}.`);
    return allHeld(outcome) ? EXIT.ok : EXIT.notOk;
  }
  if (!existsSync(path)) throw new Failure(`there is no ${file}: write it with --update`, EXIT.config);
  const lines = diffLines(readFileSync(path, 'utf8').trimEnd().split('\n'), now.split('\n'));
  if (lines.length === 0) io.out(`${io.colors.green('✓')} ${outcome.loaded.file} is as in ${file}.`);
  else {
    io.out(
      `${io.colors.red('✗')} ${outcome.loaded.file} is not as in ${file} (- then, + now); if that is right, store it with --update:`,
    );
    for (const line of lines)
      io.out(line.startsWith('-') ? io.colors.red(line) : line.startsWith('+') ? io.colors.green(line) : line);
  }
  for (const { expected, held } of outcome.verdicts)
    if (!held.holds) io.out(io.colors.red(`✗ ${plain(expected.text)}: ${plain(held.instead)}`));
  return lines.length === 0 && allHeld(outcome) ? EXIT.ok : EXIT.notOk;
}

function showSentences(io: Io): Exit {
  for (const row of table(SENTENCES.map(({ pattern, means }) => [pattern, means]))) io.out(row);
  return EXIT.ok;
}

export const describeSimulate = (command: Command): Command =>
  command
    .description(
      'play scenarios on virtual time; exit 0 all that is expected held, 1 not, 2 a scenario or config problem',
    )
    .argument('[scenarios...]', 'files such as those in examples/scenarios')
    .option('-f, --config <file>', "the config; the scenario's own where absent")
    .option('-o, --output <format>', 'json')
    .option('--golden <file>', 'compare with a stored timeline, text or .json')
    .option('--update', 'store it instead')
    .option('--sentences', 'what can be expected in a scenario')
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin simulate examples/scenarios/backend-500.yaml\n  tocsin simulate examples/scenarios/*.yaml -f shop.yaml\n  tocsin simulate night.yaml --golden night.golden.txt --update\n  tocsin simulate --sentences\n',
    );
