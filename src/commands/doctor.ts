import type { Command } from 'commander';
import type { Finding } from '../channels/finding.ts';
import { examineAll, type Found } from '../doctor/doctor.ts';
import { targetOption } from './answers.ts';
import type { TargetName } from './client.ts';
import { DEFAULT_CONFIG, openConfig } from './config-file.ts';
import { onAws } from './doctor/aws.ts';
import { onThisMachine } from './doctor/local.ts';
import { EXIT, type Exit, type Io, plain } from './io.ts';

const PLACES = { local: onThisMachine, aws: onAws } as const satisfies Record<TargetName, unknown>;

interface Options {
  readonly config?: string;
  readonly target?: TargetName;
  readonly output?: string;
}

/** Looks for what would keep a page from arriving or from being answered, without sending one. Exit 1 on a problem. */
export async function doctor(
  { config: path = DEFAULT_CONFIG, output, target = 'local' }: Options,
  io: Io,
): Promise<Exit> {
  const file = openConfig(path, io);
  const { notes } = file;
  const { patient, examinations, close } = await PLACES[target](path, file, io);
  const isJson = output === 'json';
  const found = await examineAll(patient, examinations, (each) => {
    if (!isJson) for (const line of linesOf(each, io)) io.out(line);
  });
  close();
  const all = found.flatMap(({ findings }) => findings);
  const problems = all.filter(({ is }) => is === 'problem').length;
  if (isJson) io.out(JSON.stringify({ found, notes, ok: problems === 0 }, null, 2));
  else {
    for (const line of notes) io.out(`${io.colors.yellow('▲')} ${plain(line)}`);
    io.out('');
    io.out(
      problems === 0
        ? io.colors.green('Nothing would keep a page from arriving, as far as can be told without sending one.')
        : io.colors.red(`${problems} ${problems === 1 ? 'problem' : 'problems'}.`),
    );
  }
  return problems === 0 ? EXIT.ok : EXIT.notOk;
}

const SIGNS: Readonly<Record<Finding['is'], string>> = { ok: '✓', note: '▲', problem: '✗' };

function linesOf({ what, findings }: Found, { colors }: Io): readonly string[] {
  const paint = { ok: colors.green, note: colors.yellow, problem: colors.red };
  return findings.flatMap(({ is, text, cure }) => [
    `${paint[is](SIGNS[is])} ${what}: ${plain(text)}`,
    ...(cure === undefined ? [] : [colors.dim(`    ${plain(cure)}`)]),
  ]);
}

export const describeDoctor = (command: Command): Command =>
  command
    .description(
      'look for what would keep a page from arriving or from being answered; sends none; exit 1 on a problem',
    )
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('-o, --output <format>', 'json')
    .addOption(targetOption())
    .addHelpText(
      'after',
      '\nIt asks providers whether credentials are accepted and have the scopes they need, whether accounts are in a sandbox,\nwhether the public address leads here, and whether the clock is right. What only a message can prove:\n`tocsin channels test`, and `tocsin drill`.\n\nExamples:\n  tocsin doctor\n  tocsin doctor -f shop.yaml -o json\n  tocsin doctor --target aws\n',
    );
