import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { configIn } from '../../config/config.ts';
import { formatProblems, type Problem } from '../../config/problem.ts';
import { prefaceOf, readScenario } from '../../config/scenario/read.ts';
import type { Plan } from '../../core/plan.ts';
import { reasonOf } from '../../core/reason.ts';
import type { Scenario } from '../../core/scenario/scenario.ts';
import { GRAMMAR } from '../../simulation/scenario/sentences/table.ts';
import { DEFAULT_CONFIG } from '../config-file.ts';
import { EXIT, Failure, type Io } from '../io.ts';

export interface LoadedScenario {
  /** As given on the command line. */
  readonly file: string;
  /** The config's name, without its folder. */
  readonly config: string;
  readonly scenario: Scenario;
  readonly plan: Plan;
}

/** The zone of whoever names none: a simulation gives the same everywhere. */
const ZONE = 'UTC';

/** All of them; throws a Failure with everything that is wrong with any of them. */
export function loadScenarios(
  files: readonly string[],
  override: string | undefined,
  io: Io,
): readonly LoadedScenario[] {
  const loaded: LoadedScenario[] = [];
  const failures: string[] = [];
  for (const file of files) {
    try {
      loaded.push(loadScenario(file, override, io));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error.message);
    }
  }
  if (failures.length > 0) throw new Failure([...new Set(failures)].join('\n\n'), EXIT.config);
  return loaded;
}

/** Reads a scenario and its config: `-f`, else the one that it names, else tocsin.yaml. Throws a Failure with everything that is wrong. */
function loadScenario(file: string, override: string | undefined, io: Io): LoadedScenario {
  const path = resolve(io.directory, file);
  const text = textOf(path, file);
  const preface = prefaceOf(file, text);
  const own = preface.config === undefined ? undefined : resolve(dirname(path), preface.config);
  const config =
    override === undefined ? (own ?? resolve(io.directory, DEFAULT_CONFIG)) : resolve(io.directory, override);
  const loaded = configIn(preface.timezone ?? ZONE).file(config);
  if (!loaded.ok) {
    const shown = override ?? preface.config ?? DEFAULT_CONFIG;
    throw wrong(
      `${file} is played with ${shown}:`,
      loaded.problems.map((problem) => ({ ...problem, file: shown })),
    );
  }
  const read = readScenario(file, text, { plan: loaded.plan, locations: loaded.locations, grammar: GRAMMAR });
  if (!read.ok) throw wrong(undefined, read.problems);
  return { file, config: basename(config), scenario: read.scenario, plan: loaded.plan };
}

function wrong(heading: string | undefined, problems: readonly Problem[]): Failure {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const unsaid = problems.some(({ message }) => message.endsWith('is not understood'));
  const sayable = unsaid
    ? `\n\nWhat can be expected:\n${GRAMMAR.patterns.map((pattern) => `  ${pattern}`).join('\n')}`
    : '';
  return new Failure(`${heading ? `${heading}\n` : ''}${formatProblems(problems)}\n${count}${sayable}`, EXIT.config);
}

function textOf(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
    const why = isMissing ? 'there is no such file' : `the scenario cannot be read: ${reasonOf(error)}`;
    throw new Failure(`${shown}: ${why}`, EXIT.config, { cause: error });
  }
}
