import { resolve } from 'node:path';
import { Stack, Stage, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { planOnAws } from '../src/config/compile/aws.ts';
import { config } from '../src/config/config.ts';
import { formatProblems } from '../src/config/problem.ts';
import { acknowledge } from './acknowledgements.ts';
import { Code } from './code/code.ts';
import { Control } from './control.ts';
import { Location } from './location.ts';
import type { Place } from './place.ts';
import { undeployable } from './undeployable.ts';
import { Watch } from './watch.ts';

export interface TocsinProps {
  /** The path of the config, from the folder in which the app is run. */
  readonly config: string;
}

/** A config that cannot be deployed: what is wrong with it, a line each. */
export class TocsinConfigError extends Error {
  override readonly name = 'TocsinConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * An installation of Tocsin (docs/aws.md). The home region is the stack that it stands in; each region that looks, and the
 * one that watches over home, is a stack of its own beside it. Throws a `TocsinConfigError`; then nothing was made.
 */
export class Tocsin extends Construct {
  /** Where people answer, and providers, jobs and other tools report. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: TocsinProps) {
    const made = deployable(props.config);
    super(scope, id);
    const stage = Stage.of(this);
    if (!stage) throw new Error('Tocsin stands in a stack of an app: new Tocsin(stack, …)');
    const place: Place = { code: new Code(stage.outdir), ...made };
    const { home, watch, locations, prefix } = place.installation;
    const own = Stack.of(this);
    if (!Token.isUnresolved(own.region) && own.region !== home)
      throw new TocsinConfigError([
        `the stack is in ${own.region}, and the home region of ${props.config} is ${home}: make them the same (\`aws: { home: ${own.region} }\`)`,
      ]);
    const control = new Control(this, 'Control', { place });
    this.url = control.url;
    const beside = (name: string, region: string, what: string) =>
      new Stack(stage, `${own.node.id}-${name}`, {
        stackName: `${prefix}-${what}`,
        env: { region, ...(!Token.isUnresolved(own.account) && { account: own.account }) },
        description: `Tocsin, ${what}`,
      });
    const others = locations.map(({ region }) => {
      const stack = beside(region, region, 'location');
      new Location(stack, 'Location', { place, region, isHome: region === home });
      return stack;
    });
    const watching = beside('watch', watch, 'watch');
    new Watch(watching, 'Watch', { place, isLocation: locations.some(({ region }) => region === watch) });
    for (const each of [this, ...others, watching]) acknowledge(each);
  }
}

/** What is made from a config. Throws a `TocsinConfigError`. */
export function deployable(file: string): Omit<Place, 'code'> {
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
