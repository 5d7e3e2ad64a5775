import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { systemClock } from '../adapters/system/clock.ts';
import type { CheckResult } from '../core/check/check.ts';
import { codeInWords } from '../core/check/codes.ts';
import { isBad } from '../core/check/look.ts';
import { inWords } from '../core/time/instant.ts';
import { probes } from '../probes/index.ts';
import { observe } from '../runtime/observer.ts';
import { RUNBOOK } from '../web/runbook.ts';
import { DEFAULT_CONFIG, openConfig } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io, plain } from './io.ts';
import { paintVerdict, sign } from './words.ts';

interface Options {
  readonly config?: string;
  readonly output?: string;
  readonly trace?: boolean;
}

/** One look now. Exit 0 when all are up, 1 when not, 2 on a config problem. */
export async function check(
  monitor: string | undefined,
  { config: path = DEFAULT_CONFIG, output, trace = false }: Options,
  io: Io,
): Promise<Exit> {
  const { plan, secrets } = openConfig(path, io);
  if (monitor !== undefined && !plan.monitors[monitor])
    throw new Failure(
      `there is no monitor '${monitor}': there is ${Object.keys(plan.monitors).join(', ')}`,
      EXIT.config,
    );
  const chosen = Object.values(plan.monitors).filter(({ name }) => monitor === undefined || name === monitor);
  const ports = { probes, platform: 'machine' as const, clock: systemClock, plan: () => plan, secrets };
  const results = await Promise.all(chosen.map((each) => observe(each, ports, 'here', systemClock.now(), trace)));
  if (output === 'json') io.out(JSON.stringify(monitor === undefined ? results : results[0], null, 2));
  else for (const result of results) show(result, plan.monitors[result.monitor]?.runbook, io);
  return results.every(({ verdict }) => verdict === 'up') ? EXIT.ok : EXIT.notOk;
}

function show(result: CheckResult, own: string | undefined, io: Io): void {
  const { colors } = io;
  const paint = paintVerdict(result.verdict, io);
  const likely =
    isBad(result.verdict) && result.failingParts.length > 0 ? `, likely the ${result.failingParts.join(' and ')}` : '';
  const code = result.verdict === 'up' ? '' : ` (${codeInWords(result.code)}, ${result.code})`;
  io.out(
    `${paint(`${sign(result.verdict)} ${result.monitor} ${result.verdict}`)}${code}: ${plain(result.text)}${likely}`,
  );
  if (result.retried) io.out(`    passed on retry; the first look: ${plain(result.retried.text)}`);
  if (result.verdict === 'up' && !result.trace) return;
  for (const line of result.trace ?? []) io.out(colors.dim(`    ${plain(line)}`));
  // A trace holds what was judged already, of the first look too.
  for (const { name, expected, seen, ok, weight } of result.trace ? [] : result.expectations) {
    io.out(
      `    ${ok ? colors.green('✓') : colors.red('✗')} ${weight === 'expect' ? '' : `${weight} `}${plain(name)}: expected ${plain(expected)}, saw ${plain(seen)}`,
    );
  }
  const phases = Object.entries(result.phases).map(([phase, ms]) => `${phase} ${inWords(Number(ms))}`);
  io.out(colors.dim(`    ${phases.join(', ')}`));
  if (result.verdict === 'up') return;
  if (own !== undefined) io.out(`    runbook: ${plain(own)}`);
  io.out(`    runbook: ${runbookOf(result.code, io)}`);
}

/** The shipped page of a code, wherever Tocsin is installed; relative to the current directory where it is below. */
function runbookOf(code: string, { directory }: Io): string {
  const file = fileURLToPath(new URL(`${code}.md`, RUNBOOK));
  const below = relative(directory, file);
  return below.startsWith('..') ? file : below;
}

export const describeCheck = (command: Command): Command =>
  command
    .description('look at the monitors once, now; exit 0 all up, 1 not, 2 config')
    .argument('[monitor]', 'one monitor; all where absent')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('-o, --output <format>', 'json')
    .option('--trace', 'the whole conversation, secrets redacted')
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin check\n  tocsin check backend --trace\n  tocsin check -o json | jq .[].verdict\n',
    );
