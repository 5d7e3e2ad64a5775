import { resolve } from 'node:path';
import { planOnAws } from '../src/config/compile/aws.ts';
import { config } from '../src/config/config.ts';
import { formatProblems } from '../src/config/problem.ts';
import type { Place } from './place.ts';
import { undeployable } from './undeployable.ts';

/** A config that cannot be deployed: what is wrong with it, a line each. */
export class TocsinConfigError extends Error {
  override readonly name = 'TocsinConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** What an installation is made of, but for its code. */
export type Deployable = Omit<Place, 'code'>;

/** What is made from a config. Throws a `TocsinConfigError`. */
export function deployable(file: string): Deployable {
  const loaded = config.file(resolve(file));
  if (!loaded.ok) throw new TocsinConfigError([formatProblems(loaded.problems)]);
  const { installation } = loaded;
  if (!installation)
    throw new TocsinConfigError([
      `${file} names no region to look from: add \`locations: [eu-west-1]\`, or \`aws: { home: eu-west-1 }\``,
    ]);
  const plan = planOnAws(loaded.plan, installation);
  const missing = undeployable({ plan, installation });
  if (missing.length > 0) throw new TocsinConfigError(missing);
  return { plan, installation };
}
