import { resolve } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
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

/** The package. */
const ROOT = resolve(import.meta.dirname, '..');

/**
 * The stacks of an installation: the home region, each region that looks, and the one that watches over home. The config is `-c config=FILE`, else
 * tocsin.yaml. Answers what is wrong with it, a line each; then nothing is made.
 */
export function tocsinApp(app: App): readonly string[] {
  const file = String(app.node.tryGetContext('config') ?? 'tocsin.yaml');
  const loaded = config.file(resolve(file));
  if (!loaded.ok) return [formatProblems(loaded.problems)];
  const { plan, installation } = loaded;
  if (!installation)
    return [`${file} names no region to look from: add \`locations: [eu-west-1]\`, or \`aws: { home: eu-west-1 }\``];
  const onAws = planOnAws(plan, installation);
  const missing = undeployable({ plan: onAws, installation });
  if (missing.length > 0) return missing;
  const place: Place = { code: new Code(ROOT, app.outdir), plan: onAws, installation };
  const { home, watch, locations, prefix } = installation;
  const account = process.env.CDK_DEFAULT_ACCOUNT;
  const env = (region: string) => ({ region, ...(account !== undefined && { account }) });
  const control = new Stack(app, 'Control', { stackName: `${prefix}-control`, env: env(home) });
  new Control(control, 'Control', { place });
  for (const { region } of locations) {
    const stack = new Stack(app, `Location-${region}`, { stackName: `${prefix}-location`, env: env(region) });
    new Location(stack, 'Location', { place, region, isHome: region === home });
  }
  const watching = new Stack(app, 'Watch', { stackName: `${prefix}-watch`, env: env(watch) });
  const isLocation = locations.some(({ region }) => region === watch);
  new Watch(watching, 'Watch', { place, isLocation });
  acknowledge(app);
  return [];
}
