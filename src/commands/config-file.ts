import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EnvironmentSecrets, variableOf } from '../adapters/node/secrets.ts';
import { config } from '../config/config.ts';
import type { Loaded } from '../config/load.ts';
import { formatProblems, type Problem } from '../config/problem.ts';
import { secretsOf } from '../config/secrets.ts';
import type { Installation } from '../core/installation.ts';
import type { Plan } from '../core/plan.ts';
import { EXIT, Failure, type Io } from './io.ts';

export const DEFAULT_CONFIG = 'tocsin.yaml';

export interface ConfigFile {
  readonly plan: Plan;
  readonly path: string;
  /** Where it is installed on AWS; `undefined` where it names no region. */
  readonly installation: Installation | undefined;
  readonly secrets: EnvironmentSecrets;
  /** The regions that the file names, `here` where it names none; how many of them are inside a VPC. */
  readonly locations: readonly string[];
  readonly vpcs: number;
  /** What is allowed and better not left so, a line each. */
  readonly notes: readonly string[];
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
  const lines = (problems: readonly Problem[]) => problems.map((problem) => formatProblems([{ ...problem, file }]));
  if (!loaded.ok) throw new Failure([...lines(loaded.problems), count(loaded.problems.length)].join('\n'), EXIT.config);
  const { plan, installation, locations, vpcs, notes } = loaded;
  return {
    plan,
    path,
    installation,
    locations,
    vpcs,
    secrets: new EnvironmentSecrets(join(dirname(path), '.env'), io.environment),
    notes: lines(notes),
  };
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

/** Where a config is installed on AWS. Throws a `Failure` where it names no region. */
export function installationIn(file: string, { installation }: Pick<ConfigFile, 'installation'>): Installation {
  if (installation) return installation;
  throw new Failure(
    `${file} names no region: add \`locations: [eu-west-1]\`, or \`aws: { home: eu-west-1 }\``,
    EXIT.config,
  );
}

export const hasConfig = (file: string, io: Io): boolean => existsSync(resolve(io.directory, file));

const count = (n: number) => (n === 1 ? '1 problem' : `${n} problems`);
