import { Stack, Stage, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledgements.ts';
import { Code } from './code/code.ts';
import { Control } from './control.ts';
import { type Deployable, TocsinConfigError } from './deployable.ts';
import { Location } from './location.ts';
import type { Place } from './place.ts';
import { Watch } from './watch.ts';

/**
 * All of an installation. The home region is the stack that it stands in; each region that looks, and the one that watches
 * over home, is a stack of its own beside it. Throws a `TocsinConfigError` where the stack is in another region than home.
 */
export class Installation extends Construct {
  /** Where people answer, and providers, jobs and other tools report. */
  readonly url: string;

  constructor(scope: Construct, id: string, made: Deployable) {
    super(scope, id);
    const stage = Stage.of(this);
    if (!stage) throw new Error('Tocsin stands in a stack of an app: new Tocsin(stack, …)');
    const place: Place = { code: new Code(stage.outdir), ...made };
    const { home, watch, locations, prefix } = place.installation;
    const own = Stack.of(this);
    if (!Token.isUnresolved(own.region) && own.region !== home)
      throw new TocsinConfigError([
        `the stack is in ${own.region}, and home is ${home}: make them the same (\`aws: { home: ${own.region} }\`)`,
      ]);
    this.url = new Control(this, 'Control', { place }).url;
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
