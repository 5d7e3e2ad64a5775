import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EnvironmentSecrets, variableOf } from '../adapters/node/secrets.ts';
import { config } from '../config/config.ts';
import type { Loaded } from '../config/load.ts';
import { formatProblems } from '../config/problem.ts';
import { secretsOf } from '../config/secrets.ts';
import type { Plan } from '../core/plan.ts';
import { EXIT, Failure, type Io } from './io.ts';

export const DEFAULT_CONFIG = 'tocsin.yaml';

export interface ConfigFile {
  readonly plan: Plan;
  readonly path: string;
  readonly secrets: EnvironmentSecrets;
}

/** Loads a config and says everything that is wrong with it at once; secrets come from the environment or a `.env` beside it. */
export function openConfig(file: string, io: Io): ConfigFile {
  const path = resolve(io.directory, file);
  return opened(file, path, config.file(path), io);
}

/** The same for a text that stands for the file at `path`. */
export const openText = (path: string, text: string, io: Io): ConfigFile =>
  opened(path, path, config.text(path, text), io);

function opened(file: string, path: string, loaded: Loaded, io: Io): ConfigFile {
  if (!loaded.ok) {
    const shown = loaded.problems.map((problem) => ({ ...problem, file }));
    throw new Failure(`${formatProblems(shown)}\n${count(shown.length)}`, EXIT.config);
  }
  return { plan: loaded.plan, path, secrets: new EnvironmentSecrets(join(dirname(path), '.env'), io.environment) };
}

/** What a config (or, of its secrets, only `among`) refers to and nobody has set, with where it is used. */
export function unsetSecrets({ plan, secrets }: ConfigFile, among?: readonly string[]): readonly string[] {
  return [...secretsOf(plan)]
    .filter(([name]) => among?.includes(name) ?? true)
    .filter(([name]) => secrets.lookUp(name) === undefined)
    .map(
      ([name, uses]) =>
        `the secret '${name}' (${uses.join(', ')}) is not set: set ${variableOf(name)} in the environment or in a .env file beside the config`,
    );
}

export const hasConfig = (file: string, io: Io): boolean => existsSync(resolve(io.directory, file));

const count = (n: number) => (n === 1 ? '1 problem' : `${n} problems`);
